package dev.jong.cli.command.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.NumberParser;
import dev.jong.image.change.GoDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// `--retry` and `--retry-delay`: work with a registry that is begun anew when it was out of reach, after each request has
/// been tried several times by itself.
public final class Again {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final int times;
    private final Optional<Duration> delay;

    private Again(int times, Optional<Duration> delay) {
        this.times = times;
        this.delay = delay;
    }

    /// Only once.
    public static Again never() {
        return new Again(0, Optional.empty());
    }

    /// As often as was asked for.
    public static Again of(ParsedCommand line) {
        return new Again(
                line.value("retry")
                        .map(value -> (int) NumberParser.between(0, 1000, value))
                        .orElse(0),
                line.value("retry-delay")
                        .map(value -> Duration.ofNanos(GoDuration.nanoseconds(value.text()))));
    }

    /// Does the work, and again when that may help.
    ///
    /// @throws JongException what the last attempt threw
    public <T> T run(Supplier<T> work) {
        for (int attempt = 0; ; attempt++) {
            try {
                return work.get();
            } catch (JongException e) {
                if (e.kind() != ErrorKind.UNAVAILABLE || attempt >= times) {
                    throw e;
                }
                rest(attempt, e);
            }
        }
    }

    private void rest(int attempt, JongException failure) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(attempt, 10));
        Duration wait = delay.orElse(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
