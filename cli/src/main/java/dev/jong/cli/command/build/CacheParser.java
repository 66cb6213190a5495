package dev.jong.cli.command.build;

import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.CsvFields;
import dev.jong.image.copy.Location;
import dev.jong.oci.Reference;
import dev.jong.service.build.CachePlaces;
import dev.jong.service.container.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `--cache-from` and `--cache-to`: a name in a registry, or `type=...` and what that needs.
final class CacheParser {
    /// What other builders do with layers on their way, or say about the manifest: it changes nothing of what is found again.
    private static final Set<String> FORMS =
            Set.of(
                    "compression",
                    "compression-level",
                    "force-compression",
                    "image-manifest",
                    "oci-mediatypes");

    private final OptionValue value;
    private final Caller caller;
    private final Map<String, String> fields;

    private CacheParser(OptionValue value, Caller caller) {
        this.value = value;
        this.caller = caller;
        this.fields = fields(value);
    }

    /// All of them.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a place that cannot be
    static CachePlaces of(ParsedCommand line, Caller caller) {
        List<Location> from = new ArrayList<>();
        for (OptionValue value : line.all("cache-from")) {
            if (!value.text().isEmpty()) {
                from.add(new CacheParser(value, caller).from());
            }
        }
        boolean inline = false;
        List<CachePlaces.Target> to = new ArrayList<>();
        for (OptionValue value : line.all("cache-to")) {
            if (!value.text().isEmpty()) {
                CacheParser parser = new CacheParser(value, caller);
                if (parser.type().equals("inline")) {
                    parser.refuseOthers(Set.of("mode"));
                    inline = true;
                } else {
                    to.add(parser.to());
                }
            }
        }
        return new CachePlaces(from, inline, to);
    }

    private static Map<String, String> fields(OptionValue value) {
        if (value.text().indexOf('=') < 0) {
            return Map.of("type", "registry", "ref", value.text());
        }
        Map<String, String> fields = new HashMap<>();
        List<String> all =
                CsvFields.split(value.text())
                        .orElseThrow(() ->
                                value.invalid(
                                        "quotes are unbalanced", "write type=registry,ref=NAME"));
        for (String field : all) {
            int equals = field.indexOf('=');
            fields.put(
                    equals < 0 ? field : field.substring(0, equals),
                    equals < 0 ? "true" : field.substring(equals + 1));
        }
        return fields;
    }

    private String type() {
        return fields.getOrDefault("type", "");
    }

    private Location from() {
        refuseOthers(Set.of("ref", "src", "tag"));
        return place("src");
    }

    private CachePlaces.Target to() {
        refuseOthers(Set.of("ref", "dest", "tag", "mode", "ignore-error"));
        String mode = fields.getOrDefault("mode", "min");
        if (!mode.equals("min") && !mode.equals("max")) {
            throw value.invalid("no such mode", "use min or max");
        }
        return new CachePlaces.Target(
                place("dest"),
                mode.equals("max"),
                fields.getOrDefault("ignore-error", "").equals("true"));
    }

    private Location place(String directory) {
        return switch (type()) {
            case "registry" -> new Location.Remote(Reference.parse(needed("ref", "NAME")));
            case "local" ->
                    new Location.Layout(
                            Text.path(caller.absolute(needed(directory, "DIRECTORY"))).normalize(),
                            Optional.of(fields.getOrDefault("tag", "latest")));
            case "gha", "s3", "azblob" ->
                    throw value.invalid(
                            "caches of this type are not spoken with",
                            "use type=registry, or type=local and copy the directory");
            default -> throw value.invalid("no such type", "use registry, local or inline");
        };
    }

    private String needed(String field, String what) {
        String text = fields.getOrDefault(field, "");
        if (text.isEmpty()) {
            throw value.invalid("a place is missing", "add " + field + "=" + what);
        }
        return text;
    }

    private void refuseOthers(Set<String> known) {
        for (String field : fields.keySet()) {
            // What types that are not known want does not matter: the type is refused.
            boolean ours = type().equals("registry") || type().equals("local");
            if (ours && !field.equals("type") && !known.contains(field) && !FORMS.contains(field)) {
                throw value.invalid(
                        "no such field: " + Text.printable(field),
                        "use " + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }
}
