package dev.jong.cli.command;

import dev.jong.cli.output.HumanDuration;
import dev.jong.service.container.Status;
import java.time.Duration;
import java.time.Instant;

/// What a container is doing, in the words of lists: `Up 3 hours`, `Exited (0) 2 days ago`.
final class StatusText {
    private StatusText() {}

    static String of(Status status, Instant now) {
        return switch (status) {
            case Status.Created created -> "Created";
            case Status.Running running ->
                    "Up "
                            + HumanDuration.of(
                                    Duration.between(
                                            Instant.ofEpochSecond(running.started()), now));
            case Status.Exited exited ->
                    "Exited ("
                            + exited.code()
                            + ") "
                            + HumanDuration.since(Instant.ofEpochSecond(exited.finished()), now);
        };
    }
}
