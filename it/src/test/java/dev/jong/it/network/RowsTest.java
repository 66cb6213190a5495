package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What containers may not do to the host and to each other by networks, even those that rule their own one.
@Tag("root")
class RowsTest {
    private static final int HEARING_MILLIS = 1_000;

    /// Makes the container's kernel send packets of 127.0.0.1 out, which it does not by itself.
    private static final String BY_ROUTE =
            "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet; ip addr del 127.0.0.1/8 dev lo; "
                    + "ip route add 127.0.0.1/32 via GATEWAY dev eth0; ";

    private static Outside outside;
    private static Site site;
    private static Peers peers;

    @BeforeAll
    static void open() {
        outside = Outside.plugIn();
        site = Site.open(Account.root());
        peers = new Peers(site);
    }

    @AfterAll
    static void close() {
        try (Outside _ = outside) {
            site.end();
        }
    }

    @AfterEach
    void empty() {
        site.removeContainers();
        site.succeeds("network", "prune", "-f");
    }

    @Test
    void N01_services_on_the_hosts_loopback_are_out_of_reach() throws IOException {
        String gateway = gateway();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            server.setSoTimeout(HEARING_MILLIS);
            int port = server.getLocalPort();
            assertThat(peers.ask("tcp", gateway, port)).isEqualTo("ECONNREFUSED");
            assertThat(peers.ask("tcp", "127.0.0.1", port)).isEqualTo("ECONNREFUSED");
            String attack =
                    BY_ROUTE.replace("GATEWAY", gateway) + "probe ask tcp 127.0.0.1 " + port;
            assertThat(privileged(attack)).isEqualTo("ETIMEDOUT");
            assertThat(isAsked(server)).isFalse();
        }
    }

    @Test
    void N01_no_container_passes_for_the_hosts_loopback() throws IOException {
        String gateway = gateway();
        try (DatagramSocket server = new DatagramSocket(0)) {
            server.setSoTimeout(HEARING_MILLIS);
            String attack =
                    "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet; probe ask udp "
                            + gateway
                            + " "
                            + server.getLocalPort()
                            + " ";
            // By itself the kernel knows of 127.0.0.1 only that it cannot come from elsewhere.
            privileged(attack + "127.0.0.9");
            assertThat(hears(server)).isFalse();
            privileged(attack + "0.0.0.0");
            assertThat(hears(server)).isTrue();
        }
    }

    @Test
    void N03_nothing_leaves_an_internal_network() throws IOException {
        site.succeeds("network", "create", "--internal", "--ipv6", "inner");
        Path heard = outside.serve(7300);
        peers.serve("web", "--network", "inner");
        assertThat(peers.ask("tcp", peers.address("web"), Peers.PORT, "--network", "inner"))
                .startsWith("web saw ");
        String bridge =
                site.succeeds(
                                "network",
                                "inspect",
                                "-f",
                                "{{(index .IPAM.Config 0).Gateway}}",
                                "inner")
                        .line();
        String six =
                site.succeeds(
                                "network",
                                "inspect",
                                "-f",
                                "{{(index .IPAM.Config 1).Gateway}}",
                                "inner")
                        .line();
        String routes =
                "ip route add default via "
                        + bridge
                        + "; ip -6 route add default via "
                        + six
                        + "; ";
        for (String protocol : List.of("tcp", "udp")) {
            String plain = peers.ask(protocol, Outside.ADDRESS, 7300, "--network", "inner");
            assertThat(plain).isIn("ENETUNREACH", "ETIMEDOUT");
            for (String address : List.of(Outside.ADDRESS, Outside.ADDRESS6)) {
                String asked = routes + "probe ask " + protocol + " " + address + " 7300";
                assertThat(privileged(asked, "--network", "inner")).isEqualTo("ETIMEDOUT");
            }
        }
        assertThat(Files.readAllLines(heard)).isEqualTo(List.of("ready"));
        // From another network the same way leads out.
        assertThat(peers.ask("udp", Outside.ADDRESS, 7300)).contains(" saw ");
        assertThat(Files.readAllLines(heard)).hasSize(2);
    }

    @Test
    void N03_services_of_the_host_are_out_of_reach_of_an_internal_network() throws IOException {
        site.succeeds("network", "create", "--internal", "--subnet", "10.215.1.0/24", "inner");
        String route = "ip route add default via 10.215.1.1; ";
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("0.0.0.0"))) {
            server.setSoTimeout(HEARING_MILLIS);
            for (String address : List.of("10.215.1.1", Outside.HOST)) {
                String asked = "probe ask tcp " + address + " " + server.getLocalPort();
                assertThat(privileged(route + asked, "--network", "inner")).isEqualTo("ETIMEDOUT");
            }
            assertThat(isAsked(server)).isFalse();
        }
    }

    @Test
    void N03_nothing_comes_into_an_internal_network() {
        site.succeeds("network", "create", "--internal", "--subnet", "10.215.2.0/24", "inner");
        peers.serve("web", "--network", "inner");
        // It could answer.
        site.succeeds(
                "exec",
                "--privileged",
                "web",
                "ip",
                "route",
                "add",
                "default",
                "via",
                "10.215.2.1");
        assertThat(outside.ask("tcp", peers.address("web"), Peers.PORT)).isEqualTo("ETIMEDOUT");
        assertThat(peers.ask("tcp", peers.address("web"), Peers.PORT)).isEqualTo("ETIMEDOUT");
    }

    @Test
    void N05_rules_that_somebody_removed_are_there_at_once_when_they_are_asked_for() {
        String id = peers.serve("web", "-p", "8080:7000");
        String table = NetworkTraces.of(site).tables().getFirst();
        for (String[] asked : new String[][] {{"web", "web"}, {"--all", id}, {"-l", "web"}}) {
            Shell.run("nft", "delete", "table", "inet", table);
            String told = site.succeeds("network", "reload", asked[0]).line();
            assertThat(told).isIn(asked[1], id);
            assertThat(outside.ask("tcp", Outside.HOST, 8080))
                    .isEqualTo("web saw " + Outside.ADDRESS);
        }
        site.succeeds("stop", "-t", "0", "web");
        assertThat(site.jong("network", "reload", "web").err()).contains("it does not run");
        assertThat(site.succeeds("network", "reload", "--all").text()).isEmpty();
    }

    @Test
    void N05_rules_that_somebody_removed_are_there_again() {
        peers.serve("web", "-p", "8080:7000");
        String table = NetworkTraces.of(site).tables().getFirst();
        Shell.run("nft", "delete", "table", "inet", table);
        peers.serve("db", "-p", "8081:7000");
        assertThat(outside.ask("tcp", Outside.HOST, 8081)).startsWith("db saw ");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).startsWith("web saw ");
        Shell.run("nft", "flush", "ruleset");
        Await.that(
                () -> outside.ask("tcp", Outside.HOST, 8080).startsWith("web saw "),
                "rules come back without a command");
        assertThat(outside.ask("tcp", peers.address("web"), Peers.PORT)).isEqualTo("ETIMEDOUT");
    }

    @Test
    void N05_a_bridge_that_somebody_removed_is_there_again() {
        site.succeeds("run", "--rm", "box", "true");
        for (String bridge : NetworkTraces.devices("jg")) {
            Shell.run("ip", "link", "delete", bridge);
        }
        peers.serve("web");
        assertThat(Peers.fromHost("tcp", peers.address("web"), Peers.PORT)).startsWith("web saw ");
    }

    @Test
    void N07_there_are_no_raw_sockets() {
        Result asked =
                site.jong("run", "--rm", "box", "arping", "-c", "1", "-I", "eth0", gateway());
        assertThat(asked.code()).isNotZero();
        assertThat(asked.err()).contains("not permitted");
    }

    @Test
    void N07_other_addresses_than_ones_own_are_dropped_where_that_is_asked_for()
            throws IOException {
        site.succeeds("network", "create", "-o", "strict=true", "strict");
        site.succeeds("network", "create", "lax");
        Path heard = outside.serve(7301);
        String spoof =
                "ip addr add 10.215.0.1/32 dev eth0; probe ask udp "
                        + Outside.ADDRESS
                        + " 7301 10.215.0.1";
        privileged(spoof, "--network", "strict");
        assertThat(Files.readAllLines(heard)).isEqualTo(List.of("ready"));
        privileged(spoof, "--network", "lax");
        assertThat(Files.readAllLines(heard)).hasSize(2);
    }

    private static String gateway() {
        return site.succeeds(
                        "network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "bridge")
                .line();
    }

    private static String privileged(String script, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--privileged"));
        command.addAll(List.of(options));
        command.addAll(List.of("box", "sh", "-c", script));
        return site.jong(command.toArray(new String[0])).line();
    }

    private static boolean isAsked(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private static boolean hears(DatagramSocket server) throws IOException {
        try {
            server.receive(new DatagramPacket(new byte[16], 16));
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }
}
