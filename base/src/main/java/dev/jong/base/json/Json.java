package dev.jong.base.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value. Strings are byte strings (see [dev.jong.base.Text]): the UTF-8 of the document is kept as
/// it is, `\\u` escapes become UTF-8. Objects keep their key order, and keys nobody knows survive a
/// read and a write.
public sealed interface Json {
    /// The null literal.
    record Null() implements Json {}

    /// true or false.
    record Bool(boolean value) implements Json {}

    /// A number, as it was written: `1`, `-0.5`, `1e9`.
    record Num(String literal) implements Json {}

    /// A string of bytes.
    record Str(String value) implements Json {}

    /// An array; immutable.
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// An object with its keys in the order they were written; immutable.
    record Obj(Map<String, Json> fields) implements Json {
        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /// The value of a key; empty when the key is absent or null.
        public Optional<Json> get(String key) {
            Json value = fields.get(key);
            return value == null || value instanceof Null ? Optional.empty() : Optional.of(value);
        }

        /// True when the key is there, whatever its value.
        public boolean has(String key) {
            return fields.containsKey(key);
        }

        /// A string field; empty when it is absent or null.
        ///
        /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it has another type
        public Optional<String> string(String key) {
            return get(key).map(v -> v instanceof Str s ? s.value() : wrong(key, "a string"));
        }

        /// A string field, or the empty string.
        public String text(String key) {
            return string(key).orElse("");
        }

        /// A whole-number field.
        public Optional<Long> number(String key) {
            return get(key).map(v ->
                    v instanceof Num n
                            ? whole(key, n.literal())
                            : Obj.<Long>wrong(key, "a number"));
        }

        /// A boolean field; false when it is absent or null.
        public boolean bool(String key) {
            return get(key).map(v ->
                            v instanceof Bool b ? b.value() : Obj.<Boolean>wrong(key, "a boolean"))
                    .orElse(false);
        }

        /// An object field; empty object when it is absent or null.
        public Obj object(String key) {
            return get(key).map(v -> v instanceof Obj o ? o : Obj.<Obj>wrong(key, "an object"))
                    .orElse(EMPTY);
        }

        /// An array field; empty when it is absent or null.
        public List<Json> array(String key) {
            return get(key).map(v ->
                            v instanceof Arr a ? a.items() : Obj.<List<Json>>wrong(key, "an array"))
                    .orElse(List.of());
        }

        /// An array of objects; empty when it is absent or null.
        public List<Obj> objects(String key) {
            List<Obj> out = new ArrayList<>();
            for (Json item : array(key)) {
                out.add(item instanceof Obj o ? o : wrong(key, "an array of objects"));
            }
            return out;
        }

        /// An array of strings; empty when it is absent or null.
        public List<String> strings(String key) {
            List<String> out = new ArrayList<>();
            for (Json item : array(key)) {
                out.add(item instanceof Str s ? s.value() : wrong(key, "an array of strings"));
            }
            return out;
        }

        /// A map from string to string, in order; empty when it is absent or null.
        public Map<String, String> stringMap(String key) {
            Map<String, String> out = new LinkedHashMap<>();
            object(key)
                    .fields()
                    .forEach((k, v) ->
                            out.put(k, v instanceof Str s ? s.value() : wrong(key, "strings")));
            return out;
        }

        /// A copy with one field set; a new key goes last.
        public Obj with(String key, Json value) {
            Map<String, Json> copy = new LinkedHashMap<>(fields);
            copy.put(key, value);
            return new Obj(copy);
        }

        private static long whole(String key, String literal) {
            try {
                return Long.parseLong(literal);
            } catch (NumberFormatException e) {
                return Obj.<Long>wrong(key, "a whole number");
            }
        }

        private static <T> T wrong(String key, String type) {
            throw JsonParser.invalid(
                    "the field \"" + dev.jong.base.Text.printable(key) + "\" is not " + type);
        }
    }

    /// The object without fields.
    Obj EMPTY = new Obj(Map.of());

    /// A string value.
    static Json of(String value) {
        return new Str(value);
    }

    /// A whole number.
    static Json of(long value) {
        return new Num(Long.toString(value));
    }

    /// A boolean.
    static Json of(boolean value) {
        return new Bool(value);
    }

    /// An array of strings.
    static Json of(List<String> values) {
        List<Json> items = new ArrayList<>(values.size());
        for (String value : values) {
            items.add(new Str(value));
        }
        return new Arr(items);
    }

    /// An object of strings.
    static Json of(Map<String, String> values) {
        Map<String, Json> fields = new LinkedHashMap<>();
        values.forEach((k, v) -> fields.put(k, new Str(v)));
        return new Obj(fields);
    }

    /// Starts an object.
    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /// Collects the fields of an object, in order.
    final class ObjectBuilder {
        private final Map<String, Json> fields = new LinkedHashMap<>();

        /// Sets a field.
        public ObjectBuilder put(String key, Json value) {
            fields.put(key, value);
            return this;
        }

        /// Sets a string field.
        public ObjectBuilder put(String key, String value) {
            return put(key, Json.of(value));
        }

        /// Sets a number field.
        public ObjectBuilder put(String key, long value) {
            return put(key, Json.of(value));
        }

        /// Sets a boolean field.
        public ObjectBuilder put(String key, boolean value) {
            return put(key, Json.of(value));
        }

        /// The object.
        public Obj build() {
            return new Obj(fields);
        }
    }
}
