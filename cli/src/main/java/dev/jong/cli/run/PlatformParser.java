package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import java.util.List;
import java.util.Optional;

/// `--platform OS[/ARCH[/VARIANT]]`.
public final class PlatformParser {
    private PlatformParser() {}

    /// The platform as typed, its grammar checked.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it has more than three parts or one is no word
    public static Optional<String> parse(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = Split.at('/', value.get().text());
        boolean words = parts.size() <= 3;
        for (int i = 0; words && i < parts.size(); i++) {
            words = Chars.areLettersDigitsOr("_.-", parts.get(i));
        }
        if (!words) {
            throw value.get()
                    .invalid(
                            "no platform", "write OS/ARCH or OS/ARCH/VARIANT, such as linux/arm64");
        }
        return Optional.of(value.get().text());
    }
}
