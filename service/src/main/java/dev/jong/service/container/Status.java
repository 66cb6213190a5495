package dev.jong.service.container;

/// What a container is doing, read from its files and from the kernel.
public sealed interface Status {
    /// Made, never started.
    record Created() implements Status {}

    /// Its first process lives. `started`: seconds since 1970.
    record Running(long pid, long startTime, long started) implements Status {}

    /// It ended. `signal` 0 when none; `finished` in seconds since 1970; `known` is false when nobody saw the end
    /// (its parent was killed, or the host went down).
    record Exited(int code, int signal, boolean outOfMemory, long finished, boolean known)
            implements Status {}

    /// Docker's word for it.
    default String word() {
        return switch (this) {
            case Created c -> "created";
            case Running r -> "running";
            case Exited e -> "exited";
        };
    }
}
