package dev.jong.cli.output;

import dev.jong.service.container.Status;
import java.time.Duration;
import java.time.Instant;

/// What a container is doing, in the words of lists: `Up 3 hours`, `Exited (0) 2 days ago`.
public final class StatusText {
    private StatusText() {}

    /// @param restarting it has ended and is to be started again
    /// @param now the time that spans are counted to
    public static String of(Status status, boolean restarting, Instant now) {
        return switch (status) {
            case Status.Created created -> "Created";
            case Status.Running running ->
                    "Up "
                            + HumanDuration.of(
                                    Duration.between(
                                            Instant.ofEpochSecond(running.started()), now));
            case Status.Exited exited ->
                    (restarting ? "Restarting (" : "Exited (")
                            + exited.code()
                            + ") "
                            + HumanDuration.since(Instant.ofEpochSecond(exited.finished()), now);
        };
    }
}
