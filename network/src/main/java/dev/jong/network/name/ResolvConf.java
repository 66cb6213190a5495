package dev.jong.network.name;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The name servers of resolv.conf(5), read anew each time: laptops move.
public final class ResolvConf implements Supplier<List<InetSocketAddress>> {
    /// The host's.
    public static final String HOST = "/etc/resolv.conf";

    /// Where systemd-resolved says which servers it asks itself.
    public static final String BEHIND = "/run/systemd/resolve/resolv.conf";

    private static final int PORT = 53;
    private static final int LONGEST = 1 << 16;

    /// As many as the C library takes.
    private static final int MOST = 3;

    private static final String KEYWORD = "nameserver";

    private final Path file;
    private final Optional<Path> behind;

    private ResolvConf(Path file, Optional<Path> behind) {
        this.file = file;
        this.behind = behind;
    }

    /// For the file of the host, which is written by whoever manages its network.
    public static ResolvConf here(Path file) {
        return new ResolvConf(file, Optional.empty());
    }

    /// The same as seen from another network namespace, where the host's loopback is not: servers there are left out.
    ///
    /// @param behind the file that a server on loopback writes of those that it asks itself, read where no others are
    public static ResolvConf elsewhere(Path file, Path behind) {
        return new ResolvConf(file, Optional.of(behind));
    }

    /// The servers in the order of the file, at most three. A file that can't be read names none, as one that is not
    /// there.
    @Override
    public List<InetSocketAddress> get() {
        List<InetSocketAddress> servers = servers(file);
        if (behind.isPresent()) {
            servers.removeIf(server -> server.getAddress().isLoopbackAddress());
            if (servers.isEmpty()) {
                servers = servers(behind.get());
                servers.removeIf(server -> server.getAddress().isLoopbackAddress());
            }
        }
        return servers;
    }

    private static List<InetSocketAddress> servers(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return servers(Text.of(in.readNBytes(LONGEST)));
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    private static List<InetSocketAddress> servers(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String line : text.split("\n")) {
            String rest = line.startsWith(KEYWORD) ? line.substring(KEYWORD.length()) : "";
            if (servers.size() == MOST || rest.isEmpty() || rest.charAt(0) > ' ') {
                continue;
            }
            try {
                InetAddress address = InetAddress.ofLiteral(firstWord(rest.strip()));
                servers.add(new InetSocketAddress(address, PORT));
            } catch (IllegalArgumentException e) {
                // The C library passes over what is no address as well.
                continue;
            }
        }
        return servers;
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length()
                && text.charAt(end) > ' '
                && text.charAt(end) != '#'
                && text.charAt(end) != ';') {
            end++;
        }
        return text.substring(0, end);
    }
}
