package dev.jong.cli.command;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.log.TimeText;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/// `--since` and `--until`, in all the forms that `TimeText` knows.
public final class TimeOption {
    private TimeOption() {}

    /// The time that an option says; empty without it.
    ///
    /// @param zone what a time without one is in
    /// @throws dev.jong.base.JongException when it is no time
    public static Optional<Instant> of(
            ParsedCommand line, String option, InstantSource clock, ZoneId zone) {
        return line.value(option)
                .map(value -> TimeText.parse("--" + option, value.text(), clock.instant(), zone));
    }
}
