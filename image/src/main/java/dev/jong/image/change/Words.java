package dev.jong.image.change;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The words of an instruction: separated by spaces, with single quotes, double quotes and backslashes as in a
/// shell, but without variables.
final class Words {
    private final String text;
    private int at;

    private Words(String text) {
        this.text = text;
    }

    /// Splits and unquotes.
    ///
    /// @throws JongException INVALID_ARGUMENT for a quote that does not end
    static List<String> split(String text) {
        List<String> out = new ArrayList<>();
        Words words = new Words(text);
        for (words.skipSpace(); words.at < text.length(); words.skipSpace()) {
            out.add(words.word());
        }
        return out;
    }

    /// The strings of a JSON array; empty when the text is something else, which makes it the shell form.
    static Optional<List<String>> array(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            if (!(JsonParser.parse(Text.bytes(text)) instanceof Json.Arr array)) {
                return Optional.empty();
            }
            List<String> out = new ArrayList<>();
            for (Json item : array.items()) {
                if (!(item instanceof Json.Str string)) {
                    return Optional.empty();
                }
                out.add(string.value());
            }
            return Optional.of(out);
        } catch (JongException e) {
            return Optional.empty();
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private String word() {
        StringBuilder out = new StringBuilder();
        while (at < text.length() && !isSpace(text.charAt(at))) {
            char c = text.charAt(at++);
            switch (c) {
                case '\'' -> single(out);
                case '"' -> quoted(out);
                case '\\' -> out.append(at < text.length() ? text.charAt(at++) : '\\');
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private void single(StringBuilder out) {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw ConfigChange.invalid("a single quote does not end");
        }
        out.append(text, at, end);
        at = end + 1;
    }

    private void quoted(StringBuilder out) {
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            boolean escape =
                    c == '\\' && at < text.length() && "\"\\$".indexOf(text.charAt(at)) >= 0;
            out.append(escape ? text.charAt(at++) : c);
        }
        if (at++ >= text.length()) {
            throw ConfigChange.invalid("a double quote does not end");
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
