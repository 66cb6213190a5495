package dev.jong.service.build;

import dev.jong.build.files.FileTree;
import dev.jong.build.files.IgnoreRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Where the files of a context are.
///
/// @param name what tells it from other contexts
/// @param opening shows the files that rules leave, as often as asked
/// @param dockerfile the text of a Dockerfile that came in place of a context
/// @param directory of the caller; empty when the files came from elsewhere
/// @param end called when nobody needs the files any more
record ContextPlace(
        String name,
        Function<IgnoreRules, FileTree> opening,
        Optional<String> dockerfile,
        Optional<Path> directory,
        Runnable end) {

    /// The files that rules leave, to be closed.
    FileTree open(IgnoreRules rules) {
        return opening.apply(rules);
    }
}
