package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What `--filter name=` means, as in Docker: a regular expression that is found somewhere in the name, which may be written
/// with a slash in front. Most are plain parts of names.
public final class NamePattern {
    private NamePattern() {}

    /// Reads one.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is no regular expression
    public static Predicate<String> of(String text) {
        if (isPlain(text)) {
            String part = text.startsWith("/") ? text.substring(1) : text;
            return name -> name.contains(part);
        }
        try {
            Predicate<String> pattern = Pattern.compile(text).asPredicate();
            return name -> pattern.test(name) || pattern.test("/" + name);
        } catch (PatternSyntaxException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid filter 'name=" + Text.printable(text) + "'")
                    .hint("it is a regular expression: " + Text.printable(e.getDescription()))
                    .causedBy(e);
        }
    }

    /// A point is nearly always meant as one.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0;
            if (!part && (c != '/' || i > 0)) {
                return false;
            }
        }
        return true;
    }
}
