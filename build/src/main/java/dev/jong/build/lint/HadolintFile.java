package dev.jong.build.lint;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The settings that a `.hadolint.yaml` holds, with hadolint's keys.
///
/// @param ignored rules that are off
/// @param severities other severities for rules
/// @param registries that are trusted
/// @param labels that are demanded, with the kinds of their values
/// @param strictLabels whether others are too many
/// @param pragmas whether comments may turn rules off
/// @param threshold as `--failure-threshold` takes it; empty where the file says nothing
/// @param format as `--format` takes it
/// @param noFail whether findings never fail
public record HadolintFile(
        Set<String> ignored,
        Map<String, Severity> severities,
        List<String> registries,
        Map<String, String> labels,
        boolean strictLabels,
        boolean pragmas,
        String threshold,
        String format,
        boolean noFail) {
    /// What a file that says nothing holds.
    public static final HadolintFile NOTHING =
            new HadolintFile(Set.of(), Map.of(), List.of(), Map.of(), false, true, "", "", false);

    private static final Set<String> KEYS =
            Set.of(
                    "ignored",
                    "override",
                    "trustedRegistries",
                    "label-schema",
                    "strict-labels",
                    "disable-ignore-pragma",
                    "failure-threshold",
                    "format",
                    "no-fail",
                    "no-color");
    private static final Set<String> KINDS =
            Set.of("text", "url", "email", "rfc3339", "semver", "hash", "spdx");

    public HadolintFile {
        ignored = Set.copyOf(ignored);
        severities = Map.copyOf(severities);
        registries = List.copyOf(registries);
        labels = Map.copyOf(labels);
    }

    /// Reads one.
    ///
    /// @param name of the file, for messages
    /// @throws JongException INVALID_ARGUMENT for what is no such file
    public static HadolintFile parse(String name, byte[] bytes) {
        try {
            return of(SmallYaml.parse(Text.of(bytes)));
        } catch (JongException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot use the settings in " + Text.printable(name) + ": " + e.text())
                    .hint(e.hint())
                    .causedBy(e);
        }
    }

    private static HadolintFile of(Json.Obj file) {
        for (String key : file.fields().keySet()) {
            if (!KEYS.contains(key)) {
                throw wrong("there is no setting " + Text.printable(key))
                        .hint("there are " + String.join(", ", KEYS.stream().sorted().toList()));
            }
        }
        Map<String, String> labels = new HashMap<>();
        for (String label : map(file, "label-schema").fields().keySet()) {
            labels.put(label, kind(label, text(map(file, "label-schema"), label)));
        }
        return new HadolintFile(
                new HashSet<>(texts(file, "ignored")),
                severities(map(file, "override")),
                texts(file, "trustedRegistries"),
                labels,
                flag(file, "strict-labels"),
                !flag(file, "disable-ignore-pragma"),
                text(file, "failure-threshold"),
                text(file, "format"),
                flag(file, "no-fail"));
    }

    /// A kind of a label's value.
    ///
    /// @throws JongException INVALID_ARGUMENT when there is no such kind
    public static String kind(String label, String kind) {
        if (!KINDS.contains(kind)) {
            throw wrong(
                            "the label "
                                    + Text.printable(label)
                                    + " cannot be of the kind \""
                                    + Text.printable(kind)
                                    + "\"")
                    .hint("use " + String.join(", ", KINDS.stream().sorted().toList()));
        }
        return kind;
    }

    private static Map<String, Severity> severities(Json.Obj override) {
        Map<String, Severity> out = new HashMap<>();
        for (String word : override.fields().keySet()) {
            Optional<Severity> severity = Severity.of(word);
            if (severity.isEmpty()) {
                throw wrong("there is no severity \"" + Text.printable(word) + "\"")
                        .hint("use error, warning, info or style");
            }
            texts(override, word).forEach(rule -> out.put(rule, severity.get()));
        }
        return out;
    }

    private static Json.Obj map(Json.Obj file, String key) {
        Json value = file.get(key).orElse(Json.EMPTY);
        if (value instanceof Json.Obj map) {
            return map;
        }
        if (value instanceof Json.Str text && text.value().isEmpty()) {
            return Json.EMPTY;
        }
        throw wrong(key + " is no map");
    }

    /// A list, or one value in place of it.
    private static List<String> texts(Json.Obj file, String key) {
        Json value = file.get(key).orElseGet(() -> Json.of(List.of()));
        if (value instanceof Json.Str text) {
            return text.value().isEmpty() ? List.of() : List.of(text.value());
        }
        if (value instanceof Json.Arr) {
            return file.strings(key);
        }
        throw wrong(Text.printable(key) + " is no list");
    }

    private static String text(Json.Obj file, String key) {
        Json value = file.get(key).orElseGet(() -> Json.of(""));
        if (value instanceof Json.Str text) {
            return text.value();
        }
        throw wrong(Text.printable(key) + " is no text");
    }

    private static boolean flag(Json.Obj file, String key) {
        return switch (text(file, key)) {
            case "", "false", "no", "off" -> false;
            case "true", "yes", "on" -> true;
            default -> throw wrong(key + " is neither true nor false");
        };
    }

    private static JongException wrong(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, why);
    }
}
