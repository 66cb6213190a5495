package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// Writes the hostname, hosts and resolv.conf that a container sees. They live beside its layers and are bound
/// into it, so an image's own files are neither used nor changed. With the host's network the host's files are
/// copied.
final class NetworkFiles {
    /// Names of the files, in the container's folder and below /etc.
    static final List<String> NAMES = List.of("hostname", "hosts", "resolv.conf");

    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    private NetworkFiles() {}

    /// @param name what the container is called
    /// @param connected how its own network is connected
    static void write(
            Path folder,
            RunOptions.Names asked,
            String hostname,
            String name,
            Spec.Namespace network,
            Connected connected) {
        boolean shared = network instanceof Spec.Namespace.Host;
        try {
            write(folder, "hostname", hostname + "\n");
            write(folder, "hosts", hosts(asked, hostname, name, shared, connected));
            write(folder, "resolv.conf", Resolver.text(asked, connected));
        } catch (IOException e) {
            throw StoreFailure.of("write the container's network files", folder, e);
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.write(
                file,
                Text.bytes(text),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        // Every user of the container reads them; on the host the store itself keeps others out.
        Files.setPosixFilePermissions(file, READABLE);
    }

    private static String hosts(
            RunOptions.Names asked,
            String hostname,
            String name,
            boolean shared,
            Connected connected) {
        StringBuilder out = new StringBuilder();
        if (shared) {
            out.append(hostFile("/etc/hosts"));
        } else {
            out.append("127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n");
            out.append(
                    "fe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n");
            own(out, hostname, name, connected);
        }
        connected.hosts().forEach(line -> out.append(line).append('\n'));
        String gateway = connected.gateway().isEmpty() ? "127.0.0.1" : connected.gateway();
        for (RunOptions.Host host : asked.hosts()) {
            String address = host.address().equals("host-gateway") ? gateway : host.address();
            out.append(address).append('\t').append(host.name()).append('\n');
        }
        return out.toString();
    }

    /// What the container calls itself, and others call it.
    private static void own(StringBuilder out, String hostname, String name, Connected connected) {
        String names = hostname.equals(name) || name.isEmpty() ? hostname : hostname + " " + name;
        int before = out.length();
        for (Endpoints.Endpoint endpoint : connected.endpoints().networks()) {
            for (String address : List.of(endpoint.ip(), endpoint.ip6())) {
                if (!address.isEmpty()) {
                    out.append(address).append('\t').append(names).append('\n');
                }
            }
        }
        if (out.length() == before) {
            out.append("127.0.1.1\t").append(connected.isNothing() ? hostname : names).append('\n');
        }
    }

    /// A file of the host; empty where it has none.
    static String hostFile(String file) {
        try {
            return Text.of(Files.readAllBytes(Path.of(file)));
        } catch (IOException e) {
            return "";
        }
    }
}
