package dev.jong.cli.command.container;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import java.util.Optional;
import java.util.OptionalLong;

/// `--timeout` of `stop` and `restart`.
final class StopTimeout {
    private StopTimeout() {}

    /// Seconds, -1 for ever; empty when each container has its own.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is no number
    static OptionalLong of(ParsedCommand line) {
        Optional<OptionValue> typed = line.value("timeout");
        if (typed.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.max(-1, Long.parseLong(typed.get().text())));
        } catch (NumberFormatException e) {
            throw typed.get().invalid("not a number of seconds", "write seconds, or -1 for ever");
        }
    }
}
