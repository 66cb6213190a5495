package dev.jong.build.solver;

import dev.jong.build.files.FileTree;
import java.util.Optional;
import java.util.Set;

/// Where files come from that are in no stage. Several threads may ask.
public interface Contexts {
    /// The build context.
    FileTree main();

    /// A context with a name (`--build-context`), which takes the place of stages and images of that name.
    Optional<Named> named(String name);

    /// The names of all named contexts.
    Set<String> names();

    /// What a named context is.
    sealed interface Named {
        /// Files.
        record Files(FileTree tree) implements Named {}

        /// An image, or one of a layout.
        record Image(String reference) implements Named {}

        /// A stage.
        record Target(String stage) implements Named {}
    }
}
