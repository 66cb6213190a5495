package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import java.util.TreeMap;

/// Values as Go prints them: arrays as `[a b]`, objects as `map[key:value]` in the order of their keys.
final class Printed {
    private Printed() {}

    /// A value that an action prints by itself, where null is `<no value>`.
    static String text(Json value) {
        return value instanceof Json.Null ? "<no value>" : inner(value);
    }

    private static String inner(Json value) {
        return switch (value) {
            case Json.Null n -> "<nil>";
            case Json.Bool b -> String.valueOf(b.value());
            case Json.Num n -> n.literal();
            case Json.Str s -> s.value();
            case Json.Arr a -> array(a);
            case Json.Obj o -> object(o);
        };
    }

    private static String array(Json.Arr array) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < array.items().size(); i++) {
            out.append(i == 0 ? "" : " ").append(inner(array.items().get(i)));
        }
        return out.append(']').toString();
    }

    private static String object(Json.Obj object) {
        StringBuilder out = new StringBuilder("map[");
        for (var field : new TreeMap<>(object.fields()).entrySet()) {
            out.append(out.length() == 4 ? "" : " ")
                    .append(field.getKey())
                    .append(':')
                    .append(inner(field.getValue()));
        }
        return out.append(']').toString();
    }
}
