package dev.jong.service.container;

import java.util.Optional;
import java.util.OptionalLong;

/// What a user says of health checks, beside what the image says. Durations in nanoseconds.
///
/// @param command for the shell; empty when the image's is to be used
/// @param interval between two checks
/// @param timeout of one check
/// @param startPeriod in which failures do not count
/// @param startInterval between two checks in that period
/// @param retries failures in a row that make it unhealthy
/// @param onFailure what is done then: `none`, `kill` or `stop`
/// @param none there are to be no checks
public record HealthOptions(
        Optional<String> command,
        OptionalLong interval,
        OptionalLong timeout,
        OptionalLong startPeriod,
        OptionalLong startInterval,
        OptionalLong retries,
        String onFailure,
        boolean none) {
    private static final OptionalLong UNSAID = OptionalLong.empty();

    /// Nothing was said.
    public static final HealthOptions UNASKED =
            new HealthOptions(
                    Optional.empty(), UNSAID, UNSAID, UNSAID, UNSAID, UNSAID, "none", false);
}
