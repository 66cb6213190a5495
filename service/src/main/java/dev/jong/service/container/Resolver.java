package dev.jong.service.container;

import dev.jong.network.name.ResolvConf;
import java.util.List;

/// The resolv.conf of a container: resolv.conf(5).
final class Resolver {
    private static final String SERVER = "nameserver";

    private Resolver() {}

    static String text(RunOptions.Names asked, Connected connected) {
        boolean plain =
                asked.dns().isEmpty()
                        && asked.dnsSearch().isEmpty()
                        && asked.dnsOptions().isEmpty();
        if (plain && connected.isNothing()) {
            return NetworkFiles.hostFile(ResolvConf.HOST);
        }
        StringBuilder out = new StringBuilder();
        // The network's own server first: it knows the names of containers.
        lines(out, connected.servers());
        if (!asked.dns().isEmpty()) {
            lines(out, asked.dns());
        } else if (connected.servers().isEmpty()) {
            out.append(servers(connected.isNothing()));
        }
        if (!asked.dnsSearch().isEmpty()) {
            joined(out, "search", asked.dnsSearch());
        } else if (!connected.domains().isEmpty()) {
            joined(out, "search", connected.domains());
        } else if (plain) {
            out.append(others());
        }
        joined(out, "options", connected.options());
        joined(out, "options", asked.dnsOptions());
        return out.toString();
    }

    /// The host's servers.
    ///
    /// @param local whether those on the host's loopback can be reached
    private static String servers(boolean local) {
        String all = servers(ResolvConf.HOST, local);
        return all.isEmpty() && !local ? servers(ResolvConf.BEHIND, false) : all;
    }

    private static String servers(String file, boolean local) {
        StringBuilder out = new StringBuilder();
        for (String line : NetworkFiles.hostFile(file).split("\n")) {
            if (line.startsWith(SERVER) && (local || !isLoopback(line))) {
                out.append(line).append('\n');
            }
        }
        return out.toString();
    }

    private static boolean isLoopback(String line) {
        String address = line.substring(SERVER.length()).strip();
        return address.startsWith("127.") || address.equals("::1");
    }

    /// All but servers: domains to search, options.
    private static String others() {
        StringBuilder out = new StringBuilder();
        for (String line : NetworkFiles.hostFile(ResolvConf.HOST).split("\n")) {
            boolean said = !line.startsWith(SERVER) && !line.startsWith("#") && !line.isBlank();
            out.append(said ? line + "\n" : "");
        }
        return out.toString();
    }

    private static void lines(StringBuilder out, List<String> addresses) {
        for (String address : addresses) {
            out.append(SERVER).append(' ').append(address).append('\n');
        }
    }

    private static void joined(StringBuilder out, String key, List<String> values) {
        if (!values.isEmpty()) {
            out.append(key);
            for (String value : values) {
                out.append(' ').append(value);
            }
            out.append('\n');
        }
    }
}
