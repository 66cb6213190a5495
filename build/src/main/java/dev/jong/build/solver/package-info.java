/// Carries a Dockerfile out: each stage that is needed in a thread of its own, each step once, and only those that
/// the cache does not know.
@org.jspecify.annotations.NullMarked
package dev.jong.build.solver;
