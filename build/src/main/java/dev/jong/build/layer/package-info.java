/// Layers that steps make: of copied files, and of what programs changed. Each becomes a blob of the store and an unpacked
/// layer in one pass.
@org.jspecify.annotations.NullMarked
package dev.jong.build.layer;
