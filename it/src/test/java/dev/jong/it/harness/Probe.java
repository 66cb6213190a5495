package dev.jong.it.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the prober found: facts by key, some with several values.
public final class Probe {
    private final Map<String, List<String>> facts;

    private Probe(Map<String, List<String>> facts) {
        this.facts = facts;
    }

    /// A mount as the container sees it.
    ///
    /// @param options those of the mount, such as ro and nosuid
    /// @param fileSystem those of the file system, such as size=64k
    public record Mount(
            String target,
            String type,
            List<String> options,
            String root,
            String source,
            List<String> fileSystem,
            String propagation) {
        /// True when the mount can't be written to.
        public boolean readOnly() {
            return options.contains("ro");
        }
    }

    /// Parses `key value` lines; control bytes stay escaped.
    public static Probe of(String text) {
        Map<String, List<String>> facts = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int space = line.indexOf(' ');
            String key = space < 0 ? line : line.substring(0, space);
            facts.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(space < 0 ? "" : line.substring(space + 1));
        }
        return new Probe(facts);
    }

    /// The one value of a key.
    public String value(String key) {
        return find(key)
                .orElseThrow(() ->
                        new AssertionError(
                                "the prober says nothing about "
                                        + key
                                        + ", only "
                                        + facts.keySet()));
    }

    /// The value of a key, if there is one.
    public Optional<String> find(String key) {
        return facts.getOrDefault(key, List.of()).stream().findFirst();
    }

    /// All values of a key.
    public List<String> all(String key) {
        return facts.getOrDefault(key, List.of());
    }

    /// Keys that begin so, with their first values.
    public Map<String, String> below(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        facts.forEach((key, values) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), values.getFirst());
            }
        });
        return found;
    }

    /// The environment.
    public Map<String, String> environment() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String variable : all("env")) {
            int equals = variable.indexOf('=');
            found.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return found;
    }

    /// A capability set (`Inh`, `Prm`, `Eff`, `Bnd`, `Amb`) as a mask.
    public long capabilities(String set) {
        return Long.parseUnsignedLong(value("status.Cap" + set), 16);
    }

    /// All mounts, in the kernel's order.
    public List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        for (String line : all("mount")) {
            String[] words = line.split(" ");
            mounts.add(
                    new Mount(
                            words[0],
                            words[1],
                            words(words[2]),
                            words[3],
                            words[4],
                            words(words[5]),
                            words[6]));
        }
        return mounts;
    }

    /// The topmost mount at a place.
    public Optional<Mount> mount(String target) {
        return mounts().stream()
                .filter(mount -> mount.target().equals(target))
                .reduce((_, later) -> later);
    }

    /// The mount that a path lies in.
    public Mount above(String path) {
        Mount best = mount("/").orElseThrow();
        for (Mount mount : mounts()) {
            boolean within = path.equals(mount.target()) || path.startsWith(mount.target() + "/");
            best = within && mount.target().length() >= best.target().length() ? mount : best;
        }
        return best;
    }

    private static List<String> words(String text) {
        return List.of(text.split(","));
    }
}
