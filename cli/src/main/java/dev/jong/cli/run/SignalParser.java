package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.service.container.SignalNumber;

/// Options that name a signal.
final class SignalParser {
    private SignalParser() {}

    /// The signal's name as it is kept: `SIGTERM`, `SIGRTMIN+3`.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when there is no such signal
    static String parse(OptionValue value) {
        int number = SignalNumber.find(value.text());
        if (number == 0) {
            throw value.invalid(
                    "invalid signal", "use a name such as TERM or HUP, or a number from 1 to 64");
        }
        return SignalNumber.print(number);
    }
}
