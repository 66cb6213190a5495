package dev.jong.cli.command.build;

import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.CsvFields;
import dev.jong.oci.Reference;
import dev.jong.service.build.BuildRequest.Output;
import dev.jong.service.container.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `--output`, `--push`, `--load`: a directory, `-`, or `type=...,dest=...`.
final class OutputParser {
    private static final Set<String> TYPES =
            Set.of("image", "oci", "docker", "tar", "local", "registry", "cacheonly");

    /// What each type knows beside its type. Times are always clamped.
    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "image",
                    Set.of("name", "push", "rewrite-timestamp", "store", "unpack"),
                    "registry",
                    Set.of("name", "rewrite-timestamp"),
                    "oci",
                    Set.of("name", "dest", "destination", "tar", "rewrite-timestamp"),
                    "docker",
                    Set.of("name", "dest", "destination", "tar", "rewrite-timestamp"),
                    "tar",
                    Set.of("dest", "destination"),
                    "local",
                    Set.of("dest", "destination"),
                    "cacheonly",
                    Set.of());

    /// What happens to layers on their way to a registry.
    static final Set<String> COMPRESSING =
            Set.of("compression", "compression-level", "force-compression");

    private OutputParser() {}

    /// All of them; none when the image is only to be in the store.
    static List<Output> of(ParsedCommand line, Caller caller) {
        List<Output> all = new ArrayList<>();
        for (OptionValue value : line.all("output")) {
            all.add(output(value, caller));
        }
        if (line.flag("push")) {
            all.add(new Output("registry", "", Map.of()));
        }
        if (line.flag("load") && !all.isEmpty()) {
            all.add(new Output("image", "", Map.of()));
        }
        return all;
    }

    /// The names that an output gives the image.
    static List<Reference> names(Output output) {
        List<Reference> names = new ArrayList<>();
        for (String name : output.options().getOrDefault("name", "").split(",", -1)) {
            if (!name.isEmpty()) {
                names.add(Reference.parse(name));
            }
        }
        return names;
    }

    private static Output output(OptionValue value, Caller caller) {
        String text = value.text();
        if (text.equals("-")) {
            return new Output("tar", "-", Map.of());
        }
        if (text.indexOf('=') < 0) {
            return new Output("local", caller.absolute(text), Map.of());
        }
        Map<String, String> options = fields(value);
        String type = options.getOrDefault("type", "");
        if (!TYPES.contains(type)) {
            throw value.invalid(
                    "no such type", "use image, oci, docker, tar, local, registry or cacheonly");
        }
        refuseOthers(value, type, options);
        String place = options.getOrDefault("dest", options.getOrDefault("destination", ""));
        boolean file = type.equals("tar") || type.equals("local");
        if (file && place.isEmpty()) {
            throw value.invalid("a destination is missing", "add dest=PLACE");
        }
        if (type.equals("docker") && place.isEmpty()) {
            // Docker's own store, which this one stands for.
            return new Output("image", "", options);
        }
        boolean path = !place.isEmpty() && !place.equals("-");
        return new Output(type, path ? caller.absolute(place) : place, options);
    }

    private static Map<String, String> fields(OptionValue value) {
        Map<String, String> options = new HashMap<>();
        List<String> fields =
                CsvFields.split(value.text())
                        .orElseThrow(() ->
                                value.invalid("quotes are unbalanced", "write type=oci,dest=FILE"));
        for (String field : fields) {
            int equals = field.indexOf('=');
            options.put(
                    equals < 0 ? field : field.substring(0, equals),
                    equals < 0 ? "true" : field.substring(equals + 1));
        }
        return options;
    }

    private static void refuseOthers(OptionValue value, String type, Map<String, String> options) {
        boolean pushes =
                type.equals("registry") || options.getOrDefault("push", "false").equals("true");
        Set<String> known = new TreeSet<>(FIELDS.getOrDefault(type, Set.of()));
        if (pushes) {
            known.addAll(COMPRESSING);
        }
        for (String field : options.keySet()) {
            boolean plain =
                    field.equals("compression") && options.get(field).equals("uncompressed");
            if (!field.equals("type") && !known.contains(field) && !plain) {
                throw value.invalid(
                        "no such field of type=" + type + ": " + Text.printable(field),
                        known.isEmpty() ? "it has none" : "use " + String.join(", ", known));
            }
        }
        for (String field : List.of("rewrite-timestamp", "store", "unpack")) {
            if (options.getOrDefault(field, "true").equals("false")) {
                throw value.invalid(field + " is always so", "leave it out");
            }
        }
    }
}
