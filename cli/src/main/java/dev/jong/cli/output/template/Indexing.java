package dev.jong.cli.output.template;

import dev.jong.base.json.Json;

/// `index` and `len`.
final class Indexing {
    private Indexing() {}

    /// The item of an array, or the entry of an object; a missing entry is no value, a missing item an error.
    static Value index(Value value, Value key) {
        return switch (value.json()) {
            case Json.Obj object -> {
                if (!(key.json() instanceof Json.Str name)) {
                    throw TemplateError.of(
                            "error calling index: the index of a map must be a string");
                }
                Json found = object.fields().get(name.value());
                yield found == null ? Value.NONE : new Value(found, value.clean());
            }
            case Json.Arr array -> {
                int index = number(key, array.items().size());
                yield new Value(array.items().get(index), value.clean());
            }
            case Json.Str text -> {
                int index = number(key, text.value().length());
                yield new Value(Json.of(text.value().charAt(index)), true);
            }
            case Json.Null n -> throw TemplateError.of("error calling index: index of untyped nil");
            case Json.Bool b ->
                    throw TemplateError.of("error calling index: can't index a boolean");
            case Json.Num n -> throw TemplateError.of("error calling index: can't index a number");
        };
    }

    private static int number(Value key, int size) {
        String literal = key.json() instanceof Json.Num n ? n.literal() : "";
        int index;
        try {
            index = Integer.parseInt(literal);
        } catch (NumberFormatException e) {
            throw TemplateError.of(
                            "error calling index: the index of a list must be a whole number")
                    .causedBy(e);
        }
        if (index < 0 || index >= size) {
            throw TemplateError.of("error calling index: index out of range: " + index);
        }
        return index;
    }

    static Value length(Value value) {
        int length =
                switch (value.json()) {
                    case Json.Str s -> s.value().length();
                    case Json.Arr a -> a.items().size();
                    case Json.Obj o -> o.fields().size();
                    case Json.Null n ->
                            throw TemplateError.of("error calling len: len of nil pointer");
                    case Json.Bool b ->
                            throw TemplateError.of("error calling len: len of type bool");
                    case Json.Num n -> throw TemplateError.of("error calling len: len of a number");
                };
        return new Value(Json.of(length), true);
    }
}
