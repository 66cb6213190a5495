package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.change.GoDuration;
import dev.jong.service.container.DutyOptions;
import dev.jong.service.container.HealthOptions;
import dev.jong.service.container.RestartPolicy;
import java.util.Optional;
import java.util.OptionalLong;

/// What is to be done for a container beside running it.
public final class DutyParser {
    private static final String[] HEALTH = {
        "health-cmd",
        "health-interval",
        "health-timeout",
        "health-retries",
        "health-start-period",
        "health-start-interval"
    };
    private static final long MILLISECOND = 1_000_000;
    private static final long LONGEST = 240 * 3600 * 1_000_000_000L;

    private DutyParser() {}

    static DutyOptions parse(ParsedCommand command) {
        Optional<OptionValue> restart = command.value("restart");
        RestartPolicy policy = restart.map(RestartParser::parse).orElse(RestartPolicy.NO);
        if (policy.isSet() && command.flag("rm")) {
            throw command.conflict("--restart and --rm", "leave one of them out");
        }
        return new DutyOptions(policy, health(command));
    }

    private static HealthOptions health(ParsedCommand command) {
        boolean none = command.flag("no-healthcheck");
        for (String option : HEALTH) {
            if (none && command.value(option).isPresent()) {
                throw command.conflict("--no-healthcheck and --" + option, "leave one of them out");
            }
        }
        Optional<OptionValue> retries = command.value("health-retries");
        Optional<OptionValue> action = command.value("health-on-failure");
        String test = command.text("health-cmd");
        return new HealthOptions(
                test.isEmpty() ? Optional.empty() : Optional.of(test),
                duration(command.value("health-interval")),
                duration(command.value("health-timeout")),
                duration(command.value("health-start-period")),
                duration(command.value("health-start-interval")),
                retries.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                NumberParser.between(0, Integer.MAX_VALUE, retries.get())),
                action.isEmpty() ? "none" : action(action.get()),
                none || test.equals("none"));
    }

    private static String action(OptionValue value) {
        return switch (value.text()) {
            case "", "none" -> "none";
            case "kill", "restart", "stop" -> value.text();
            default -> throw value.invalid("no such action", "use none, kill, restart or stop");
        };
    }

    /// Nanoseconds; 0 stands for what is usual, and less than a millisecond is a mistake.
    private static OptionalLong duration(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        long nanoseconds;
        try {
            nanoseconds = GoDuration.nanoseconds(value.get().text());
        } catch (JongException e) {
            throw value.get()
                    .invalid("no duration", "use a duration such as 30s or 1m30s")
                    .causedBy(e);
        }
        if (nanoseconds != 0 && nanoseconds < MILLISECOND || nanoseconds > LONGEST) {
            throw value.get().invalid("out of range", "use a duration from 1ms to 240h");
        }
        return OptionalLong.of(nanoseconds);
    }
}
