package dev.jong.image.registry.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header fields of a message, in order; names compare without case, values are byte strings.
public final class Headers {
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    /// Adds a field.
    ///
    /// @throws IllegalArgumentException when the value could begin another line; names are Jong's own
    public Headers add(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                throw new IllegalArgumentException("control bytes in the header " + name);
            }
        }
        names.add(name);
        values.add(value);
        return this;
    }

    /// The first value of a field.
    public Optional<String> first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return Optional.of(values.get(i));
            }
        }
        return Optional.empty();
    }

    /// All values of a field.
    public List<String> all(String name) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                out.add(values.get(i));
            }
        }
        return out;
    }

    /// A length or count; -1 when the field is missing or not a plain number below 2^62.
    public long number(String name) {
        return number(first(name).orElse(""), 0);
    }

    /// A copy without some fields.
    public Headers without(String... unwanted) {
        Headers out = new Headers();
        for (int i = 0; i < names.size(); i++) {
            boolean keep = true;
            for (String name : unwanted) {
                keep &= !names.get(i).equalsIgnoreCase(name);
            }
            if (keep) {
                out.add(names.get(i), values.get(i));
            }
        }
        return out;
    }

    /// A copy with a field in place of others of that name.
    public Headers with(String name, String value) {
        return without(name).add(name, value);
    }

    /// Digits and nothing else from an offset on; -1 when it is anything else.
    public static long number(String text, int from) {
        int length = text.length() - from;
        if (length <= 0 || length > 18) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }

    void writeTo(StringBuilder out) {
        for (int i = 0; i < names.size(); i++) {
            out.append(names.get(i)).append(": ").append(values.get(i)).append("\r\n");
        }
    }
}
