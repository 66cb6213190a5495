package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.launch.Wires;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFilesTest {
    private static final Spec.Namespace OWN = new Spec.Namespace.Private();

    @TempDir Path folder;

    @Test
    void names_the_container_and_nobody_else() throws Exception {
        NetworkFiles.write(folder, Options.names(), "box", "name", OWN, Connected.NOTHING);
        assertThat(folder.resolve("hostname")).hasContent("box");
        assertThat(Files.readAllLines(folder.resolve("hosts")))
                .contains("127.0.0.1\tlocalhost", "127.0.1.1\tbox")
                .allMatch(line -> line.contains("\t"));
    }

    @Test
    void every_user_of_the_container_reads_them() throws Exception {
        NetworkFiles.write(folder, Options.names(), "box", "name", OWN, Connected.NOTHING);
        for (String name : NetworkFiles.NAMES) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-r--r--");
        }
    }

    @Test
    void adds_hosts_in_order() throws Exception {
        List<RunOptions.Host> hosts =
                List.of(
                        new RunOptions.Host("db", "10.0.0.1"),
                        new RunOptions.Host("me", "host-gateway"));
        NetworkFiles.write(
                folder,
                Options.names(Optional.empty(), hosts, List.of(), List.of()),
                "box",
                "name",
                OWN,
                Connected.NOTHING);
        assertThat(Files.readAllLines(folder.resolve("hosts")))
                .endsWith("10.0.0.1\tdb", "127.0.0.1\tme");
    }

    @Test
    void shares_the_host_s_names_with_its_network() throws Exception {
        NetworkFiles.write(
                folder,
                Options.names(),
                "box",
                "name",
                new Spec.Namespace.Host(),
                Connected.NOTHING);
        assertThat(Files.readAllBytes(folder.resolve("hosts")))
                .isEqualTo(Files.readAllBytes(Path.of("/etc/hosts")));
    }

    @Test
    void asks_the_servers_that_were_given() throws Exception {
        RunOptions.Names names =
                new RunOptions.Names(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of("1.1.1.1", "::1"),
                        List.of("a.example", "b.example"),
                        List.of("ndots:2"));
        NetworkFiles.write(folder, names, "box", "name", OWN, Connected.NOTHING);
        assertThat(folder.resolve("resolv.conf"))
                .hasContent(
                        "nameserver 1.1.1.1\nnameserver ::1\nsearch a.example b.example\noptions ndots:2\n");
    }

    @Test
    void writes_again_over_what_was_there() throws Exception {
        NetworkFiles.write(folder, Options.names(), "a-long-name", "name", OWN, Connected.NOTHING);
        NetworkFiles.write(folder, Options.names(), "b", "name", OWN, Connected.NOTHING);
        assertThat(folder.resolve("hostname")).hasContent("b");
    }

    @Test
    void names_the_container_s_addresses_and_asks_the_network_s_servers() throws Exception {
        Endpoints.Endpoint endpoint =
                new Endpoints.Endpoint(
                        "net",
                        "ab",
                        "eth0",
                        "jv0",
                        "10.1.0.2/24",
                        "10.1.0.1",
                        "fd00::2/64",
                        "",
                        "",
                        List.of(),
                        true,
                        true);
        Connected connected =
                new Connected(
                        Wires.NONE,
                        new Endpoints("id", "web", List.of(endpoint), List.of()),
                        List.of("10.1.0.1"),
                        List.of("10.1.0.9\tdb"),
                        "10.1.0.1",
                        () -> {});
        List<RunOptions.Host> hosts = List.of(new RunOptions.Host("me", "host-gateway"));
        NetworkFiles.write(
                folder,
                Options.names(Optional.empty(), hosts, List.of(), List.of()),
                "box",
                "web",
                OWN,
                connected);
        assertThat(Files.readAllLines(folder.resolve("hosts")))
                .endsWith("10.1.0.2\tbox web", "fd00::2\tbox web", "10.1.0.9\tdb", "10.1.0.1\tme");
        assertThat(Files.readAllLines(folder.resolve("resolv.conf")))
                .contains("nameserver 10.1.0.1");
    }
}
