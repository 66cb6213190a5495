package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.registry.FoundRepository;

/// One condition on what a search found, from `--filter name=value`.
public sealed interface SearchFilter {
    /// At least so many stars.
    record Stars(long atLeast) implements SearchFilter {}

    /// Only what the registry itself vouches for, or only the rest.
    record Official(boolean wanted) implements SearchFilter {}

    /// Only what the registry builds, or only the rest.
    record Automated(boolean wanted) implements SearchFilter {}

    /// Parses `name=value`.
    ///
    /// @throws JongException INVALID_ARGUMENT for an unknown name or bad value
    static SearchFilter parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String value = equals < 0 ? "" : text.substring(equals + 1);
        return switch (name) {
            case "stars" -> new Stars(number(value));
            case "is-official" -> new Official(flag(value));
            case "is-automated" -> new Automated(flag(value));
            default ->
                    throw invalid("unknown filter \"" + Text.printable(text) + "\"")
                            .hint("known are is-automated, is-official and stars");
        };
    }

    /// True when a repository fulfils the condition.
    default boolean accepts(FoundRepository found) {
        return switch (this) {
            case Stars filter -> found.stars() >= filter.atLeast();
            case Official filter -> found.official() == filter.wanted();
            case Automated filter -> found.automated() == filter.wanted();
        };
    }

    private static long number(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw invalid("\"" + Text.printable(value) + "\" is no number of stars").causedBy(e);
        }
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "", "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw invalid("\"" + Text.printable(value) + "\" is neither true nor false");
        };
    }

    private static JongException invalid(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
