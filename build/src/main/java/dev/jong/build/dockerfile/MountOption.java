package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the value of `RUN --mount`: fields with commas between them, in quotes where one has a comma in it (RFC 4180).
final class MountOption {
    private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final List<String> KEYS =
            List.of(
                    "type",
                    "from",
                    "source",
                    "target",
                    "readonly",
                    "id",
                    "sharing",
                    "required",
                    "mode",
                    "uid",
                    "gid",
                    "src",
                    "dst",
                    "destination",
                    "ro",
                    "rw",
                    "readwrite",
                    "size",
                    "env");
    private static final Map<String, String> ALIASES =
            Map.of(
                    "src",
                    "source",
                    "dst",
                    "target",
                    "destination",
                    "target",
                    "ro",
                    "readonly",
                    "rw",
                    "readwrite");
    private static final Map<String, List<String>> ONLY =
            Map.of(
                    "sharing", List.of("cache"),
                    "size", List.of("tmpfs"),
                    "env", List.of("secret"),
                    "required", List.of("secret", "ssh"),
                    "mode", List.of("cache", "secret", "ssh"),
                    "uid", List.of("cache", "secret", "ssh"),
                    "gid", List.of("cache", "secret", "ssh"),
                    "from", List.of("bind", "cache", "tmpfs", "ssh"));

    private MountOption() {}

    static RunMount parse(String text) {
        Map<String, String> options = new HashMap<>();
        for (String field : fields(text)) {
            put(options, field);
        }
        String type = type(options.remove("type"));
        Map<String, String> right = new LinkedHashMap<>();
        for (Map.Entry<String, String> option : options.entrySet()) {
            List<String> only = ONLY.get(option.getKey());
            if (only != null && !only.contains(type)) {
                throw Flags.invalid(
                        "a mount of type " + type + " has no option " + option.getKey());
            }
            right.put(option.getKey(), MountValue.checked(option.getKey(), option.getValue()));
        }
        return new RunMount(type, whole(type, right));
    }

    private static void put(Map<String, String> options, String field) {
        int equals = field.indexOf('=');
        String written = field.substring(0, equals < 0 ? field.length() : equals);
        String key = written.toLowerCase(Locale.ROOT);
        if (!KEYS.contains(key)) {
            throw Flags.invalid("unknown mount option \"" + Text.printable(written) + "\"")
                    .hint(Nearest.question(key, KEYS, "options are " + String.join(" ", KEYS)));
        }
        String name = ALIASES.getOrDefault(key, key);
        boolean isSwitch = List.of("readonly", "readwrite", "required").contains(name);
        if (equals < 0 && !isSwitch) {
            throw Flags.invalid("the mount option " + key + " needs a value")
                    .hint("write " + key + "=VALUE");
        }
        if (name.startsWith("read")) {
            options.remove("readonly");
            options.remove("readwrite");
        }
        options.put(name, equals < 0 ? "true" : field.substring(equals + 1));
    }

    private static String type(@Nullable String written) {
        String type = written == null ? "bind" : written.toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw Flags.invalid("unknown mount type \"" + Text.printable(type) + "\"")
                    .hint(Nearest.question(type, TYPES, "types are " + String.join(", ", TYPES)));
        }
        return type;
    }

    private static Map<String, String> whole(String type, Map<String, String> options) {
        if (type.equals("secret")) {
            String source = options.remove("source");
            if (source != null && options.putIfAbsent("id", source) != null) {
                throw Flags.invalid("a secret mount has either an id or a source");
            }
            if (!options.containsKey("id")
                    && !options.containsKey("target")
                    && !options.containsKey("env")) {
                throw Flags.invalid("a secret mount needs an id").hint("write id=NAME");
            }
        } else if (!type.equals("ssh") && !options.containsKey("target")) {
            throw Flags.invalid("a mount of type " + type + " needs a target")
                    .hint("write target=/PATH");
        }
        return options;
    }

    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            StringBuilder field = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(text, at + 1, field);
            } else {
                int comma = text.indexOf(',', at);
                int end = comma < 0 ? text.length() : comma;
                field.append(text, at, end);
                at = end;
                if (field.indexOf("\"") >= 0) {
                    throw badQuotes(text);
                }
            }
            fields.add(field.toString());
            at++;
        }
        return fields;
    }

    private static int quoted(String text, int from, StringBuilder field) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append('"');
                at++;
            } else if (at == text.length() || text.charAt(at) == ',') {
                return at;
            } else {
                break;
            }
        }
        throw badQuotes(text);
    }

    private static JongException badQuotes(String text) {
        return Flags.invalid("the quotes of the mount \"" + Text.printable(text) + "\" are wrong");
    }
}
