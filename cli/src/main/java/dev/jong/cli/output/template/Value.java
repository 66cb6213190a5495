package dev.jong.cli.output.template;

import dev.jong.base.Text;
import dev.jong.base.json.Json;

/// A value while a template is rendered.
///
/// @param clean whether its control characters are the template's own, so that they may be printed; text from the
///     data is not
/// @param closed whether it is an object with all the fields there can be: another one is an error, not no value
record Value(Json json, boolean clean, boolean closed) {
    static final Value NONE = new Value(new Json.Null(), true);

    Value(Json json, boolean clean) {
        this(json, clean, false);
    }

    static Value ofData(Json json) {
        return new Value(json, false);
    }

    static Value made(String text) {
        return new Value(Json.of(text), true);
    }

    static Value made(boolean value) {
        return new Value(Json.of(value), true);
    }

    /// How Go's `%v` prints it, safe for a terminal.
    String text() {
        String text = Printed.text(json);
        return clean ? text : Text.printable(text);
    }

    /// False, zero, null and whatever is empty are not true.
    boolean isTrue() {
        return switch (json) {
            case Json.Null n -> false;
            case Json.Bool b -> b.value();
            case Json.Num n -> !isZero(n.literal());
            case Json.Str s -> !s.value().isEmpty();
            case Json.Arr a -> !a.items().isEmpty();
            case Json.Obj o -> !o.fields().isEmpty();
        };
    }

    private static boolean isZero(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }
}
