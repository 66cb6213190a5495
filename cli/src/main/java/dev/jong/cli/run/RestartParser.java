package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.service.container.RestartPolicy;

/// The value of `--restart`: `no`, `on-failure[:N]`, `always` or `unless-stopped`.
public final class RestartParser {
    private static final String WANTED =
            "use no, on-failure, on-failure:N, always or unless-stopped";

    private RestartParser() {}

    /// Reads a policy.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it is none
    public static RestartPolicy parse(OptionValue value) {
        String text = value.text();
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String most = colon < 0 ? "0" : text.substring(colon + 1);
        switch (name) {
            case "", "no", "always", "unless-stopped", "on-failure" -> {}
            default -> throw value.invalid("unknown restart policy", WANTED);
        }
        if (colon >= 0 && !name.equals("on-failure")) {
            throw value.invalid("maximum retry count can only be used with 'on-failure'", WANTED);
        }
        if (most.isEmpty() || most.length() > 9 || !Chars.areDigits(most)) {
            throw value.invalid("maximum retry count must be a number", WANTED);
        }
        return name.isEmpty() ? RestartPolicy.NO : new RestartPolicy(name, Long.parseLong(most));
    }
}
