package dev.jong.service.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.launch.Wires;
import dev.jong.service.container.BareFront;
import dev.jong.service.container.Connected;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Endpoints;
import dev.jong.service.container.NetworkOptions;
import dev.jong.service.container.NetworkOptions.Join;
import dev.jong.service.container.NetworkOptions.Link;
import dev.jong.service.container.NetworkOptions.Port;
import dev.jong.service.container.NetworkOptions.Publish;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastaConnectorTest {
    private static final String ID = "a".repeat(64);
    private static final Optional<String> PASTA = Optional.of("/usr/bin/pasta");
    private static final Optional<String> SLIRP = Optional.of("/usr/bin/slirp4netns");

    @TempDir Path directory;
    private final BareFront front = new BareFront();

    @Test
    void what_is_usual_is_the_best_that_the_host_has() {
        assertThat(new UserNetworks(PASTA, SLIRP, true).usual()).isEqualTo("pasta");
        assertThat(new UserNetworks(Optional.empty(), SLIRP, true).usual())
                .isEqualTo("slirp4netns");
        assertThat(new UserNetworks(Optional.empty(), Optional.empty(), true).usual())
                .isEqualTo("none");
        assertThat(new UserNetworks(PASTA, SLIRP, false).usual()).isEqualTo("none");
    }

    @Test
    void N09_a_client_is_seen_with_its_own_address_and_the_host_s_loopback_is_not_there()
            throws IOException {
        Connected connected = connector(PASTA).connect(ID, NetworkOptions.NONE, front);

        assertThat(connected.wires().helper().command())
                .startsWith("/usr/bin/pasta", "--foreground")
                .contains("--no-map-gw")
                .containsSequence("--netns", "/proc/self/fd/0")
                .containsSequence("--tcp-ns", "none")
                .containsSequence("--udp-ns", "none")
                .containsSequence("--tcp-ports", "none")
                .containsSequence("--udp-ports", "none");
        assertThat(connected.wires().isEmpty()).isFalse();
        assertThat(connected.endpoints().networks())
                .extracting(Endpoints.Endpoint::network)
                .containsExactly("pasta");
        assertThat(connected.servers()).isEmpty();
    }

    @Test
    void ports_are_published_as_they_were_asked_for() throws IOException {
        NetworkOptions asked =
                ports(
                        new Publish("", 40_080, 40_080, new Port(80, "tcp")),
                        new Publish("::1", 40_081, 40_081, new Port(80, "tcp")),
                        new Publish("127.0.0.1", 40_053, 40_053, new Port(53, "udp")));

        Connected connected = connector(PASTA).preview(ID, asked, front.caller());

        assertThat(connected.wires().helper().command())
                .containsSequence("--tcp-ports", "40080:80", "--tcp-ports", "::1/40081:80")
                .containsSequence("--udp-ports", "127.0.0.1/40053:53");
        assertThat(connected.endpoints().ports())
                .containsExactly(
                        new Endpoints.Binding("0.0.0.0", 40_080, new Port(80, "tcp")),
                        new Endpoints.Binding("::1", 40_081, new Port(80, "tcp")),
                        new Endpoints.Binding("127.0.0.1", 40_053, new Port(53, "udp")));
    }

    @Test
    void a_port_of_which_somebody_has_the_number_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            int port = taken.getLocalPort();
            JongException refused =
                    refused(PASTA, ports(new Publish("", port, port, new Port(80, "tcp"))));

            assertThat(refused.kind()).isEqualTo(ErrorKind.CONFLICT);
            assertThat(refused).hasMessageContaining("cannot publish port " + port + "/tcp");
        }
    }

    @Test
    void a_port_of_root_s_is_refused_with_the_setting_that_gives_it_away() {
        UserPorts ports = new UserPorts(new FreePorts(), owner(), 1024);
        JongException refused =
                catchThrowableOfType(
                        JongException.class,
                        () ->
                                ports.check(
                                        List.of(
                                                new Endpoints.Binding(
                                                        "0.0.0.0", 80, new Port(80, "tcp")))));

        assertThat(refused.kind()).isEqualTo(ErrorKind.PRECONDITION);
        assertThat(refused.hint()).contains("sysctl net.ipv4.ip_unprivileged_port_start=80");
        assertThat(UserPorts.unreserved("80\n")).isEqualTo(80);
        assertThat(UserPorts.unreserved("")).isEqualTo(1024);
    }

    @Test
    void what_takes_root_is_refused_by_name() throws IOException {
        assertThat(refused(PASTA, joins("web"))).hasMessageContaining("network web needs root");
        assertThat(
                        refused(
                                PASTA,
                                new NetworkOptions(
                                        List.of(),
                                        List.of(),
                                        false,
                                        List.of(),
                                        List.of(new Link("db", "db")))))
                .hasMessageContaining("--link needs root");
        assertThat(refused(PASTA, ports(new Publish("", 0, 0, new Port(80, "sctp")))).kind())
                .isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @Test
    void slirp4netns_has_a_name_server_and_is_asked_for_ports() throws IOException {
        Connected connected = connector(Optional.empty()).connect(ID, NetworkOptions.NONE, front);

        assertThat(connected.wires().helper().command())
                .startsWith("/usr/bin/slirp4netns")
                .contains("--disable-host-loopback", "--ready-fd=1")
                .endsWith("/proc/self/fd/0", "tap0");
        assertThat(connected.servers()).containsExactly("10.0.2.3");
        NetworkOptions asked = ports(new Publish("127.0.0.1", 40_080, 40_080, new Port(80, "tcp")));
        Wires.Helper helper =
                connector(Optional.empty()).connect(ID, asked, front).wires().helper();
        String socket = directory.resolve("net/to/" + ID.substring(0, 12)).toString();
        assertThat(helper.command()).containsSequence("--api-socket", socket);
        assertThat(helper.requests())
                .containsExactly(
                        new Wires.Request(
                                "port 40080/tcp of the host",
                                socket,
                                """
                                {"execute":"add_hostfwd","arguments":{"proto":"tcp","host_addr":"127.0.0.1",\
                                "host_port":40080,"guest_addr":"10.0.2.100","guest_port":80}}\
                                """));
        assertThat(directory.resolve("net/to")).isDirectory();
        asked = ports(new Publish("::1", 40_081, 40_081, new Port(80, "tcp")));
        assertThat(refused(Optional.empty(), asked)).hasMessageContaining("::1");
        assertThat(refused(Optional.empty(), joins("pasta")))
                .hasMessageContaining("pasta is not installed");
    }

    @Test
    void a_socket_that_the_kernel_does_not_know_is_refused_before_anything_is_started() {
        SlirpPorts ports = new SlirpPorts(Path.of("/run/" + "long/".repeat(21)));
        assertThat(ports.canBe()).isFalse();
        assertThat(catchThrowableOfType(JongException.class, ports::path))
                .hasMessageContaining("the path of a socket is too long: /run/long/");
        assertThat(new SlirpPorts(Path.of("/run/" + "long/".repeat(20))).canBe()).isTrue();
    }

    @Test
    void a_host_without_a_way_out_has_none_to_show() throws IOException {
        Path alone = Files.createDirectory(directory.resolve("alone"));
        assertThat(connector(PASTA, new HostNetwork(alone)).usual()).isEqualTo("none");
        assertThat(connector(PASTA).usual()).isEqualTo("pasta");
    }

    private JongException refused(Optional<String> pasta, NetworkOptions asked) throws IOException {
        Connector connector = connector(pasta);
        return catchThrowableOfType(JongException.class, () -> connector.connect(ID, asked, front));
    }

    private Connector connector(Optional<String> pasta) throws IOException {
        Path net = Files.createDirectories(directory.resolve("proc/net"));
        Files.writeString(
                net.resolve("route"), "v0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
        return connector(pasta, new HostNetwork(directory));
    }

    private Connector connector(Optional<String> pasta, HostNetwork network) throws IOException {
        return new PastaConnector(
                new Site(Files.createTempDirectory(directory, "site")).containers,
                directory,
                new UserNetworks(pasta, SLIRP, true),
                network);
    }

    private PortOwner owner() {
        return new PortOwner(new Containers(directory, directory), directory);
    }

    private static NetworkOptions joins(String network) {
        return new NetworkOptions(
                List.of(Join.of(network)), List.of(), false, List.of(), List.of());
    }

    private static NetworkOptions ports(Publish... ports) {
        return new NetworkOptions(List.of(), List.of(ports), false, List.of(), List.of());
    }
}
