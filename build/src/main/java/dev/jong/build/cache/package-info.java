/// What stays from one build to the next: results of steps, and the directories of `RUN --mount=type=cache`.
@org.jspecify.annotations.NullMarked
package dev.jong.build.cache;
