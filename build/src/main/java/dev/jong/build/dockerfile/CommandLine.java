package dev.jong.build.dockerfile;

import java.util.List;

/// A command of `RUN`, `CMD`, `ENTRYPOINT` or `HEALTHCHECK`.
public sealed interface CommandLine {
    /// Text for the shell, as it was written; lines that went on are one.
    record Shell(String text) implements CommandLine {}

    /// A JSON array of words.
    record Exec(List<String> words) implements CommandLine {
        public Exec {
            words = List.copyOf(words);
        }
    }
}
