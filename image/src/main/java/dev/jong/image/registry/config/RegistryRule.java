package dev.jong.image.registry.config;

import dev.jong.oci.Reference;
import java.util.ArrayList;
import java.util.List;

/// One `[[registry]]` of a registries.conf.
///
/// @param prefix which names it is about: `a.org`, `a.org/b`, `*.a.org`
/// @param location what takes the prefix's place; empty to leave names as they are
/// @param file where it stands, for messages
record RegistryRule(
        String prefix,
        String location,
        boolean insecure,
        boolean blocked,
        List<Mirror> mirrors,
        String file) {

    RegistryRule {
        mirrors = List.copyOf(mirrors);
    }

    /// One `[[registry.mirror]]`.
    record Mirror(String location, boolean insecure, Spot.Use use) {}

    /// Whether it is about a name. A prefix ends where a part of the name does.
    boolean isAbout(Reference name) {
        String text = name.toString();
        if (prefix.startsWith("*.")) {
            int slash = prefix.indexOf('/');
            String domain = slash < 0 ? prefix.substring(1) : prefix.substring(1, slash);
            String rest = slash < 0 ? "" : prefix.substring(slash);
            return name.domain().endsWith(domain)
                    && begins(text.substring(name.domain().length()), rest);
        }
        return begins(text, prefix);
    }

    /// Mirrors in their order, then the registry.
    List<Spot> spots(Reference name) {
        List<Spot> out = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            out.add(new Spot(moved(name, mirror.location), mirror.insecure, mirror.use));
        }
        out.add(new Spot(moved(name, location), insecure, Spot.Use.ALWAYS));
        return out;
    }

    private Reference moved(Reference name, String to) {
        if (to.isEmpty()) {
            return name;
        }
        String whole = name.repository();
        int cut =
                prefix.startsWith("*.")
                        ? name.domain().length()
                        : Math.min(prefix.length(), whole.length());
        String moved = to + whole.substring(cut);
        int slash = moved.indexOf('/');
        return slash < 0
                ? name
                : new Reference(
                        moved.substring(0, slash),
                        moved.substring(slash + 1),
                        name.tag(),
                        name.digest());
    }

    private static boolean begins(String text, String prefix) {
        return text.startsWith(prefix)
                && (text.length() == prefix.length()
                        || prefix.isEmpty()
                        || "/:@".indexOf(text.charAt(prefix.length())) >= 0);
    }
}
