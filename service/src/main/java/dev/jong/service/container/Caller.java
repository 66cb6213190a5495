package dev.jong.service.container;

import java.util.Map;
import java.util.Optional;

/// Where a command was typed: what the front says of its surroundings. Byte strings.
///
/// @param workingDirectory absolute
/// @param environment in the order given; of a name given twice the last counts
/// @param uid real user id outside of any user namespace
/// @param gid its group
/// @param inputTerminal standard input is a terminal
/// @param outputTerminal standard output is one
/// @param errorTerminal standard error is one
/// @param columns width of the terminal in characters, 0 without one
/// @param rows height
/// @param program absolute path of the `jong` program
public record Caller(
        String workingDirectory,
        Map<String, String> environment,
        int uid,
        int gid,
        boolean inputTerminal,
        boolean outputTerminal,
        boolean errorTerminal,
        int columns,
        int rows,
        String program) {

    /// A variable of the caller's environment.
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /// A path of the caller, made absolute by its working directory.
    public String absolute(String path) {
        if (path.startsWith("/")) {
            return path;
        }
        return workingDirectory.equals("/") ? "/" + path : workingDirectory + "/" + path;
    }
}
