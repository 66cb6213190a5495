package dev.jong.cli.command.image;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.oci.Platform;
import java.util.Optional;

/// A platform that is given whole or in parts.
final class PlatformOptions {
    private PlatformOptions() {}

    /// The platform of `--platform`, with the parts that options of their own name in place of its own.
    ///
    /// @param prefix of the names of those options, such as `override-`
    static Optional<Platform> of(ParsedCommand line, String prefix) {
        Optional<Platform> whole =
                line.value("platform").map(value -> Platform.parse(value.text()));
        Optional<String> os = part(line, prefix + "os");
        Optional<String> architecture = part(line, prefix + "arch");
        Optional<String> variant = part(line, prefix + "variant");
        if (os.isEmpty() && architecture.isEmpty() && variant.isEmpty()) {
            return whole;
        }
        Platform base = whole.orElseGet(Platform::host);
        return Optional.of(
                new Platform(
                        os.orElse(base.os()),
                        architecture.orElse(base.architecture()),
                        variant.orElse(architecture.isPresent() ? "" : base.variant())));
    }

    private static Optional<String> part(ParsedCommand line, String name) {
        return line.value(name).map(OptionValue::text);
    }
}
