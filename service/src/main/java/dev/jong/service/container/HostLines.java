package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Lines of the /etc/hosts of a container that runs, when it is connected to a network or taken off one. The file is
/// mounted into the container, so it is written in place; what its user has added stays.
public final class HostLines {
    private static final int LONGEST = 16 << 20;

    private HostLines() {}

    /// Adds what it is called there.
    public static void add(
            Containers containers, ContainerRecord container, Endpoints.Endpoint endpoint) {
        StringBuilder text = new StringBuilder();
        for (String address : List.of(endpoint.ip(), endpoint.ip6())) {
            if (!address.isEmpty()) {
                text.append(address)
                        .append('\t')
                        .append(container.shortId())
                        .append(' ')
                        .append(container.name())
                        .append('\n');
            }
        }
        write(file(containers, container), text.toString(), StandardOpenOption.APPEND);
    }

    /// Removes it.
    public static void remove(
            Containers containers, ContainerRecord container, Endpoints.Endpoint endpoint) {
        Path file = file(containers, container);
        StringBuilder left = new StringBuilder();
        for (String line : SmallFile.read(file, LONGEST).map(Text::of).orElse("").split("\n")) {
            boolean gone =
                    !endpoint.ip().isEmpty() && line.startsWith(endpoint.ip() + "\t")
                            || !endpoint.ip6().isEmpty() && line.startsWith(endpoint.ip6() + "\t");
            left.append(gone ? "" : line + "\n");
        }
        write(file, left.toString(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static Path file(Containers containers, ContainerRecord container) {
        return containers.folder(container.id()).folder().resolve("hosts");
    }

    private static void write(Path file, String text, StandardOpenOption how) {
        try {
            Files.write(file, Text.bytes(text), StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw StoreFailure.of("write the container's hosts", file, e);
        }
    }
}
