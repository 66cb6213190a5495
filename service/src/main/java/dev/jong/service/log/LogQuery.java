package dev.jong.service.log;

import java.time.Instant;
import java.util.Optional;

/// What of a log is wanted, and how.
///
/// @param since only what was said then or later
/// @param until only what was said then or before
/// @param tail so many lines from the end, before `since` and `until` are looked at; negative for all
/// @param follow go on with what is said from now on
/// @param timestamps the time at the beginning of each line
/// @param prefix what else each line begins with, as a byte string
public record LogQuery(
        Optional<Instant> since,
        Optional<Instant> until,
        long tail,
        boolean follow,
        boolean timestamps,
        String prefix) {
    /// Everything that is there, as it was said.
    public static final LogQuery ALL =
            new LogQuery(Optional.empty(), Optional.empty(), -1, false, false, "");
}
