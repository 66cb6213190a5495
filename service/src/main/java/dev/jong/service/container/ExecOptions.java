package dev.jong.service.container;

import java.util.List;
import java.util.Optional;

/// What `exec` was asked for.
///
/// @param command program and arguments
/// @param detach leave it running and do not wait for it
/// @param interactive pass standard input on
/// @param tty give it a terminal
/// @param detachKeys bytes that leave the terminal
/// @param environment beside the container's own variables
/// @param user `USER[:GROUP]`; empty for the container's own
/// @param workingDirectory absolute; empty for the container's own
/// @param privileged with all capabilities
public record ExecOptions(
        List<String> command,
        boolean detach,
        boolean interactive,
        boolean tty,
        Optional<String> detachKeys,
        List<RunOptions.Variable> environment,
        Optional<String> user,
        Optional<String> workingDirectory,
        boolean privileged) {
    public ExecOptions {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
    }
}
