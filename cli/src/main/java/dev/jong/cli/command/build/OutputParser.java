package dev.jong.cli.command.build;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.CsvFields;
import dev.jong.service.build.BuildRequest.Output;
import dev.jong.service.container.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `--output`, `--push`, `--load`: a directory, `-`, or `type=...,dest=...`.
final class OutputParser {
    private static final Set<String> TYPES =
            Set.of("image", "oci", "docker", "tar", "local", "registry", "cacheonly");

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
        return all;
    }

    private static Output output(OptionValue value, Caller caller) {
        String text = value.text();
        if (text.equals("-")) {
            return new Output("tar", "-", Map.of());
        }
        if (text.indexOf('=') < 0) {
            return new Output("local", caller.absolute(text), Map.of());
        }
        Map<String, String> options = new HashMap<>();
        List<String> fields =
                CsvFields.split(text)
                        .orElseThrow(() ->
                                value.invalid("quotes are unbalanced", "write type=oci,dest=FILE"));
        for (String field : fields) {
            int equals = field.indexOf('=');
            options.put(
                    equals < 0 ? field : field.substring(0, equals),
                    equals < 0 ? "true" : field.substring(equals + 1));
        }
        String type = options.getOrDefault("type", "");
        if (!TYPES.contains(type)) {
            throw value.invalid(
                    "no such type", "use image, oci, docker, tar, local, registry or cacheonly");
        }
        String place = options.getOrDefault("dest", options.getOrDefault("destination", ""));
        boolean file = type.equals("tar") || type.equals("local");
        if (file && place.isEmpty()) {
            throw value.invalid("a destination is missing", "add dest=PLACE");
        }
        boolean path = !place.isEmpty() && !place.equals("-");
        return new Output(type, path ? caller.absolute(place) : place, options);
    }
}
