package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.DutyOptions;
import dev.jong.service.container.HealthOptions;
import dev.jong.service.container.RestartPolicy;
import java.util.Optional;

/// What is to be done for a container beside running it.
public final class DutyParser {
    private DutyParser() {}

    static DutyOptions parse(ParsedCommand command) {
        Optional<OptionValue> restart = command.value("restart");
        RestartPolicy policy = restart.isEmpty() ? RestartPolicy.NO : restart(restart.get());
        if (policy.isSet() && command.flag("rm")) {
            throw command.conflict("--restart and --rm", "leave one of them out");
        }
        return new DutyOptions(policy, HealthOptions.UNASKED);
    }

    /// The value of `--restart`, of whatever command: `no`, `on-failure[:N]`, `always` or `unless-stopped`.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is none
    public static RestartPolicy restart(OptionValue value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        boolean failure = name.equals("on-failure");
        switch (name) {
            case "", "no", "always", "unless-stopped", "on-failure" -> {}
            default -> throw value.invalid("unknown restart policy", wanted());
        }
        if (colon >= 0 && !failure) {
            throw value.invalid("maximum retry count can only be used with 'on-failure'", wanted());
        }
        String most = colon < 0 ? "0" : text.substring(colon + 1);
        if (!Chars.areDigits(most) || most.isEmpty() || most.length() > 9) {
            throw value.invalid("maximum retry count must be a number", wanted());
        }
        return name.isEmpty() ? RestartPolicy.NO : new RestartPolicy(name, Long.parseLong(most));
    }

    private static String wanted() {
        return "use no, on-failure, on-failure:N, always or unless-stopped";
    }
}
