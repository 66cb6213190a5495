/// The Dockerfile language: from text to typed, located instructions, and the expansion of variables in them. Knows
/// nothing of files, images or the store.
@org.jspecify.annotations.NullMarked
package dev.jong.build.dockerfile;
