package dev.jong.service.network;

import dev.jong.base.Text;
import dev.jong.network.address.HostRoutes;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Path;
import java.util.List;

/// What the host has of networks, as far as it decides which ones can be made.
public final class HostNetwork {
    private static final int LONGEST = 64 << 20;
    private static final int MASK = 7; // column of /proc/net/route
    private static final String ALL = "00000000";

    private final Path root;

    /// @param root below which `proc` and `sys` are
    public HostNetwork(Path root) {
        this.root = root;
    }

    /// That of this host.
    public static HostNetwork ofHost() {
        return new HostNetwork(Path.of("/"));
    }

    /// Its routes but the default ones; none where they can't be read.
    public List<HostRoutes.Route> routes() {
        return HostRoutes.parse(text("proc/net/route"), text("proc/net/ipv6_route"));
    }

    /// Whether it has a default route, of either family.
    public boolean leadsOut() {
        for (String line : text("proc/net/route").split("\n")) {
            String[] fields = line.split("\t");
            if (fields.length > MASK && fields[1].equals(ALL) && fields[MASK].equals(ALL)) {
                return true;
            }
        }
        for (String line : text("proc/net/ipv6_route").split("\n")) {
            if (line.startsWith(ALL.repeat(4) + " 00 ") && !line.stripTrailing().endsWith(" lo")) {
                return true;
            }
        }
        return false;
    }

    /// Whether it has a network device of this name, which is one.
    public boolean hasDevice(String name) {
        // Not /sys: what it shows is of the network that it was mounted in.
        for (String line : text("proc/net/dev").split("\n")) {
            if (line.strip().startsWith(name + ":")) {
                return true;
            }
        }
        return false;
    }

    /// The number of a device; 0 when there is none of that name.
    int index(String name) {
        if (!hasDevice(name)) {
            return 0;
        }
        for (String line : text("proc/net/igmp").split("\n")) {
            int tab = line.indexOf('\t');
            int colon = line.indexOf(':');
            if (tab > 0 && colon > tab && line.substring(tab + 1, colon).strip().equals(name)) {
                return number(line.substring(0, tab));
            }
        }
        // One that is down takes no part in that.
        return number(text("sys/class/net/" + name + "/ifindex").strip());
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }

    /// A file of the kernel; empty where there is none.
    String text(String file) {
        // Without IPv6 there is no such file.
        return SmallFile.read(root.resolve(file), LONGEST).map(Text::of).orElse("");
    }
}
