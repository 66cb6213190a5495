package dev.jong.network.name;

import java.time.Duration;

/// How much a name server does at once. Containers are not trusted, so each has a share only.
///
/// @param queries that wait for servers upstream
/// @param queriesEach of those, for one address
/// @param connections of all clients
/// @param connectionsEach of those, for one address
/// @param idle how long a connection may say nothing
/// @param life how long a connection may last at all
public record Limits(
        int queries,
        int queriesEach,
        int connections,
        int connectionsEach,
        Duration idle,
        Duration life) {

    /// Enough for hundreds of containers that start at once.
    public static final Limits USUAL =
            new Limits(256, 64, 64, 16, Duration.ofSeconds(10), Duration.ofSeconds(60));
}
