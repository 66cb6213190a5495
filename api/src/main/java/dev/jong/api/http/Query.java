package dev.jong.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The part of a request's target behind the question mark, taken apart: names and values are byte strings without
/// escapes.
public final class Query {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /// @param raw as it stands in the request, may be empty
    /// @throws IllegalArgumentException when an escape is broken
    public Query(String raw) {
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                names.add(decode(equals < 0 ? pair : pair.substring(0, equals)));
                values.add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
    }

    /// The first value of a name.
    public Optional<String> first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(values.get(at));
    }

    /// All values of a name, in order.
    public List<String> all(String name) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                out.add(values.get(i));
            }
        }
        return out;
    }

    /// Resolves `%XX` and `+`.
    static String decode(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length()) {
                    throw new IllegalArgumentException("a broken escape");
                }
                out.append((char) (hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2))));
                i += 2;
            } else {
                out.append(c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    private static int hex(char c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("a broken escape");
        }
        return digit;
    }
}
