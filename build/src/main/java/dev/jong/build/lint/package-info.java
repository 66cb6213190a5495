/// Checks of Dockerfiles: those that Docker's own frontend has, those that hadolint has, by the codes that users know,
/// and what ShellCheck finds in commands. Imports `build.dockerfile` and below.
@org.jspecify.annotations.NullMarked
package dev.jong.build.lint;
