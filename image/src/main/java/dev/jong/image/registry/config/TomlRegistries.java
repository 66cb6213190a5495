package dev.jong.image.registry.config;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/// Reads one registries.conf (containers-registries.conf(5), version 2). Search lists and aliases of short names are
/// passed over: names mean here what they mean to Docker. The only class that uses the TOML library, so that it is
/// loaded only where such a file is.
final class TomlRegistries {
    private static final int LIMIT = 1 << 20;

    private final Path file;

    TomlRegistries(Path file) {
        this.file = file;
    }

    /// The rules of the file, in order.
    ///
    /// @throws JongException INVALID_ARGUMENT when it cannot be read
    List<RegistryRule> read() {
        List<RegistryRule> out = new ArrayList<>();
        for (TomlTable table : tables(parsed(), "registry")) {
            rule(table).ifPresent(out::add);
        }
        return out;
    }

    private TomlParseResult parsed() {
        byte[] bytes;
        try {
            bytes = SmallFile.read(file, LIMIT).orElseThrow(() -> bad("it cannot be read"));
        } catch (JongException e) {
            throw bad(e.text()).causedBy(e);
        }
        TomlParseResult result = Toml.parse(new String(bytes, StandardCharsets.UTF_8));
        if (result.hasErrors()) {
            throw bad(Text.printable(Text.utf8(result.errors().getFirst().toString())));
        }
        return result;
    }

    private Optional<RegistryRule> rule(TomlTable table) {
        String location = string(table, "location");
        String prefix = string(table, "prefix");
        if (prefix.isEmpty()) {
            prefix = location;
        }
        if (prefix.isEmpty()) {
            throw bad("a registry has neither prefix nor location");
        }
        boolean digests = bool(table, "mirror-by-digest-only");
        List<RegistryRule.Mirror> mirrors = new ArrayList<>();
        for (TomlTable mirror : tables(table, "mirror")) {
            Spot.Use use = digests ? Spot.Use.BY_DIGEST : use(string(mirror, "pull-from-mirror"));
            String at = string(mirror, "location");
            if (at.isEmpty()) {
                throw bad("a mirror of " + Text.printable(prefix) + " has no location");
            }
            mirrors.add(new RegistryRule.Mirror(at, bool(mirror, "insecure"), use));
        }
        return Optional.of(
                new RegistryRule(
                        prefix,
                        location,
                        bool(table, "insecure"),
                        bool(table, "blocked"),
                        mirrors,
                        Text.of(file)));
    }

    private Spot.Use use(String word) {
        return switch (word) {
            case "", "all" -> Spot.Use.ALWAYS;
            case "digest-only" -> Spot.Use.BY_DIGEST;
            case "tag-only" -> Spot.Use.BY_TAG;
            default -> throw bad("pull-from-mirror cannot be \"" + Text.printable(word) + "\"");
        };
    }

    private List<TomlTable> tables(TomlTable table, String key) {
        List<TomlTable> out = new ArrayList<>();
        if (table.get(key) instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (!(array.get(i) instanceof TomlTable entry)) {
                    throw bad("\"" + key + "\" is not a list of tables");
                }
                out.add(entry);
            }
        } else if (table.contains(key)) {
            throw bad("\"" + key + "\" is not a list of tables");
        }
        return out;
    }

    private String string(TomlTable table, String key) {
        Object value = table.get(key);
        if (value != null && !(value instanceof String)) {
            throw bad("\"" + key + "\" is not a string");
        }
        return value instanceof String text ? Text.utf8(text) : "";
    }

    private boolean bool(TomlTable table, String key) {
        Object value = table.get(key);
        if (value != null && !(value instanceof Boolean)) {
            throw bad("\"" + key + "\" is not true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private JongException bad(String why) {
        return JongException.of(
                ErrorKind.INVALID_ARGUMENT,
                "cannot use " + Text.printable(Text.of(file)) + ": " + why);
    }
}
