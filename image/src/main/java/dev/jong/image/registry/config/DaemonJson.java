package dev.jong.image.registry.config;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/// What Docker's daemon.json says about registries: `registry-mirrors`, which are of Docker Hub, and
/// `insecure-registries`, of which entries that are blocks of addresses are passed over.
final class DaemonJson {
    private static final int LIMIT = 1 << 20;

    private DaemonJson() {}

    static List<RegistryRule> read(Path file) {
        Json.Obj json;
        try {
            json = JsonParser.parseObject(SmallFile.read(file, LIMIT).orElseThrow());
        } catch (NoSuchElementException | JongException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot use "
                                    + Text.printable(Text.of(file))
                                    + ": it is not valid JSON")
                    .causedBy(e);
        }
        List<String> insecure = json.strings("insecure-registries");
        List<RegistryRule> out = new ArrayList<>();
        List<RegistryRule.Mirror> mirrors = new ArrayList<>();
        for (String mirror : json.strings("registry-mirrors")) {
            String location = location(mirror);
            boolean open = mirror.startsWith("http://") || insecure.contains(location);
            mirrors.add(new RegistryRule.Mirror(location, open, Spot.Use.ALWAYS));
        }
        if (!mirrors.isEmpty()) {
            out.add(new RegistryRule("docker.io", "", false, false, mirrors, Text.of(file)));
        }
        for (String registry : insecure) {
            if (registry.indexOf('/') < 0) {
                out.add(new RegistryRule(registry, "", true, false, List.of(), Text.of(file)));
            }
        }
        return out;
    }

    /// `https://mirror.example/` is the location `mirror.example`.
    private static String location(String url) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }
}
