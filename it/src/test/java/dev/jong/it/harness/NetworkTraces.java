package dev.jong.it.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the networks of a site's containers leave in the kernel and in its runtime directories.
public final class NetworkTraces {
    private static final Path ROOT = Path.of("/");
    private static final Set<String> PORT_MAPS = Set.of("any4", "any6", "one4", "one6");
    private static final String DEVICE = "\"device\":\"";

    private final Path folder;

    /// @param folder the site's
    NetworkTraces(Path folder) {
        this.folder = folder;
    }

    /// Of a site that is in use.
    public static NetworkTraces of(Site site) {
        return new NetworkTraces(site.folder());
    }

    /// What is left of containers that have ended: ends of devices, addresses that somebody has, files that say how
    /// a container is connected, published ports in the firewall. Bridges stay for the next container.
    public List<String> left() {
        List<String> left = new ArrayList<>(devices("jv"));
        left.addAll(claims());
        left.addAll(ports());
        return left;
    }

    /// Files that say which addresses are somebody's, and how containers are connected.
    public List<String> claims() {
        List<String> claims = new ArrayList<>();
        for (Path engine : engines()) {
            entries(engine.resolve("net/at")).forEach(path -> claims.add(path.toString()));
            for (Path network : entries(engine.resolve("net/in"))) {
                entries(network).forEach(path -> claims.add(path.toString()));
            }
        }
        return claims;
    }

    /// Names of devices of the network that tests run in: `jv` begins the host's ends of containers' devices, `jg` bridges.
    public static Set<String> devices(String prefix) {
        Set<String> found = new TreeSet<>();
        // Not /sys: what it shows is of the network that it was mounted in.
        for (String line : read(Path.of("/proc/net/dev")).split("\n")) {
            String name = line.strip();
            int colon = name.indexOf(':');
            if (colon > 0 && name.startsWith(prefix)) {
                found.add(name.substring(0, colon));
            }
        }
        return found;
    }

    /// Bridges that were not there before.
    public static Set<String> bridgesSince(Set<String> before) {
        Set<String> found = devices("jg");
        found.removeAll(before);
        return found;
    }

    /// The site's published ports: the elements of the firewall's maps, as nft prints them.
    public List<String> ports() {
        List<String> ports = new ArrayList<>();
        boolean inMap = false;
        for (String line : rules().split("\n")) {
            String text = line.strip();
            if (text.startsWith("map ")) {
                inMap = PORT_MAPS.contains(text.substring("map ".length(), text.indexOf(" {")));
            } else if (text.startsWith("set ") || text.startsWith("chain ")) {
                inMap = false;
            } else if (inMap && text.indexOf(" : ") > 0 && !text.startsWith("type ")) {
                ports.add(text);
            }
        }
        return ports;
    }

    /// All rules of the site with their elements, as nft prints them; empty without any.
    public String rules() {
        StringBuilder rules = new StringBuilder();
        for (String table : tables()) {
            rules.append(Shell.attempt(ROOT, "nft", "list", "table", "inet", table).text());
        }
        return rules.toString();
    }

    /// Names of the site's tables. A runtime directory's name says whose one is.
    public List<String> tables() {
        List<String> tables = new ArrayList<>();
        for (Path engine : engines()) {
            if (Files.exists(engine.resolve("net/table"))) {
                tables.add("jong" + engine.getFileName().toString().substring(0, 8));
            }
        }
        return tables;
    }

    /// Takes bridges and rules away: the next site is to find the addresses free again.
    void clear() {
        for (String table : tables()) {
            Shell.attempt(ROOT, "nft", "delete", "table", "inet", table);
        }
        Set<String> there = devices("");
        for (Path store : entries(folder)) {
            for (Path network : entries(store.resolve("networks"))) {
                String bridge = bridge(read(network).replace(" ", ""));
                if (there.contains(bridge)) {
                    Shell.attempt(ROOT, "ip", "link", "delete", bridge);
                }
            }
        }
    }

    /// The device of a recorded network, if that made it.
    private static String bridge(String record) {
        int start = record.indexOf(DEVICE) + DEVICE.length();
        boolean made = start >= DEVICE.length() && record.contains("\"driver\":\"bridge\"");
        return made ? record.substring(start, record.indexOf('"', start)) : "";
    }

    /// A site may have several runtime directories.
    private List<Path> engines() {
        List<Path> engines = new ArrayList<>();
        for (Path run : entries(folder)) {
            if (run.getFileName().toString().startsWith("run")) {
                engines.addAll(entries(run));
            }
        }
        return engines;
    }

    private static List<Path> entries(Path directory) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(found::add);
        } catch (IOException notThere) {
            return List.of();
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrForbidden) {
            return "";
        }
    }
}
