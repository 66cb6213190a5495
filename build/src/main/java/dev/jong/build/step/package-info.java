/// What steps of a build are, what they begin from and what they give.
@org.jspecify.annotations.NullMarked
package dev.jong.build.step;
