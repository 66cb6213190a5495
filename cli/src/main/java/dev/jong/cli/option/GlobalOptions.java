package dev.jong.cli.option;

import java.util.Optional;

/// The options before the command.
///
/// @param root directory of the store, a path as typed; the front has used it already to find the engine
/// @param logLevel `debug`, `info`, `warn`, `error` or `fatal`
/// @param config directory with the user's settings
/// @param storeLimit how much the images of the store may take, as typed
public record GlobalOptions(
        Optional<String> root,
        Optional<String> config,
        String logLevel,
        Optional<String> storeLimit) {
    /// What holds when nothing is said.
    public static final GlobalOptions NONE =
            new GlobalOptions(Optional.empty(), Optional.empty(), "info", Optional.empty());
}
