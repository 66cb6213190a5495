package dev.jong.cli.command.build;

import dev.jong.base.JongException;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.RunOptions.Pull;
import java.util.Optional;

/// `--pull` of builds: a flag, as Docker has it, or one of the words that Podman has.
public final class PullArgument {
    private PullArgument() {}

    /// When base images are fetched.
    ///
    /// @throws JongException INVALID_ARGUMENT for another word
    public static Pull of(ParsedCommand line) {
        Optional<OptionValue> value = line.value("pull");
        return switch (value.map(OptionValue::text).orElse("false")) {
            case "true", "1", "always" -> Pull.ALWAYS;
            case "newer", "ifnewer" -> Pull.NEWER;
            case "false", "0", "missing", "ifmissing" -> Pull.MISSING;
            case "never" -> Pull.NEVER;
            default ->
                    throw value.orElseThrow()
                            .invalid("no such value", "use always, newer, missing or never");
        };
    }

    /// Whether registries are asked for images that are here.
    static boolean asks(ParsedCommand line) {
        Pull when = of(line);
        return when == Pull.ALWAYS || when == Pull.NEWER;
    }
}
