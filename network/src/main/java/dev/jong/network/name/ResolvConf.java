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
import java.util.function.Supplier;

/// The name servers of resolv.conf(5), read anew each time: laptops move.
public final class ResolvConf implements Supplier<List<InetSocketAddress>> {
    private static final int PORT = 53;
    private static final int LONGEST = 1 << 16;

    /// As many as the C library takes.
    private static final int MOST = 3;

    private static final String KEYWORD = "nameserver";

    private final Path file;

    /// For the file of the host, which is written by whoever manages its network.
    public ResolvConf(Path file) {
        this.file = file;
    }

    /// The servers in the order of the file, at most three. A file that can't be read names none, as one that is not
    /// there.
    @Override
    public List<InetSocketAddress> get() {
        try (InputStream in = Files.newInputStream(file)) {
            return servers(Text.of(in.readNBytes(LONGEST)));
        } catch (IOException e) {
            return List.of();
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
