package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `-p` and what goes with it.
@Tag("root")
class PublishTest {
    private static final List<String> PROTOCOLS = List.of("tcp", "udp");
    private static final String REFUSED = "ECONNREFUSED";
    private static final String SEEN_OUTSIDE = "web saw " + Outside.ADDRESS;

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
    }

    @Test
    void a_published_port_is_reached_from_everywhere_and_clients_outside_keep_their_addresses() {
        peers.serve("web", "-p", "8080:7000", "-p", "8080:7000/udp");
        for (String protocol : PROTOCOLS) {
            assertThat(outside.ask(protocol, Outside.HOST, 8080)).isEqualTo(SEEN_OUTSIDE);
            assertThat(Peers.fromHost(protocol, "127.0.0.1", 8080)).startsWith("web saw ");
            assertThat(Peers.fromHost(protocol, Outside.HOST, 8080)).startsWith("web saw ");
            assertThat(peers.ask(protocol, Outside.HOST, 8080)).startsWith("web saw ");
            assertThat(peers.askFrom("web", protocol, Outside.HOST, 8080)).startsWith("web saw ");
        }
    }

    @Test
    void a_port_of_sctp_is_published_where_the_kernel_knows_it_and_else_that_is_said() {
        Result run =
                site.jong("run", "-d", "-p", "8080:7000/sctp", "box", "busybox", "sleep", "60");
        if (run.code() == 0) {
            assertThat(NetworkTraces.of(site).ports()).anyMatch(one -> one.contains("sctp . 8080"));
        } else {
            assertThat(run.err())
                    .contains("port 8080/sctp of the host: its kernel does not know sctp")
                    .contains("modprobe sctp");
        }
    }

    @Test
    void a_port_on_loopback_is_reached_from_the_host_only() {
        peers.serve("web", "-p", "127.0.0.1:8080:7000", "-p", "127.0.0.1:8080:7000/udp");
        for (String protocol : PROTOCOLS) {
            assertThat(Peers.fromHost(protocol, "127.0.0.1", 8080)).startsWith("web saw ");
            assertThat(Peers.fromHost(protocol, Outside.HOST, 8080)).isEqualTo(REFUSED);
            assertThat(outside.ask(protocol, Outside.HOST, 8080)).isEqualTo(REFUSED);
        }
    }

    @Test
    void a_port_on_one_address_is_reached_by_that_one() {
        peers.serve("web", "-p", Outside.HOST + ":8080:7000");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo(SEEN_OUTSIDE);
        assertThat(Peers.fromHost("tcp", Outside.HOST, 8080)).startsWith("web saw ");
        assertThat(Peers.fromHost("tcp", "127.0.0.1", 8080)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7000", "127.0.0.1::7000", "8100-8103:7000"})
    void a_port_is_chosen_and_told(String form) throws Exception {
        // The first of the range is somebody else's.
        try (ServerSocket _ = new ServerSocket(8100)) {
            peers.serve("web", "-p", form);
            String told = site.succeeds("port", "web", "7000").lines().getFirst();
            int port = Integer.parseInt(told.substring(told.lastIndexOf(':') + 1));
            if (form.startsWith("8100")) {
                assertThat(port).isEqualTo(8101);
            }
            assertThat(Peers.fromHost("tcp", "127.0.0.1", port)).startsWith("web saw ");
        }
    }

    @Test
    void ranges_lead_to_ranges() {
        peers.serveMany("web", 3, "-p", "8090-8092:7000-7002");
        for (int i = 0; i < 3; i++) {
            assertThat(outside.ask("tcp", Outside.HOST, 8090 + i)).isEqualTo(SEEN_OUTSIDE);
        }
        assertThat(outside.ask("tcp", Outside.HOST, 8093)).isEqualTo(REFUSED);
        assertThat(site.succeeds("port", "web").lines())
                .contains("7000/tcp -> 0.0.0.0:8090", "7002/tcp -> 0.0.0.0:8092");
    }

    @Test
    void all_exposed_ports_are_published_with_P() {
        peers.serveMany("web", 2, "-P", "--expose", "7000", "--expose", "7001/udp");
        assertThat(outside.ask("tcp", Outside.HOST, told("7000/tcp"))).isEqualTo(SEEN_OUTSIDE);
        assertThat(outside.ask("udp", Outside.HOST, told("7001/udp"))).isEqualTo(SEEN_OUTSIDE);
    }

    private static int told(String port) {
        String line = site.succeeds("port", "web", port).lines().getFirst();
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    @Test
    void ports_are_shown_while_a_container_runs() {
        peers.serve("web", "-p", "8080:7000", "-p", "127.0.0.1:8053:53/udp", "--expose", "9");
        String shown = site.succeeds("ps", "--format", "{{.Ports}}").line();
        assertThat(shown)
                .contains("0.0.0.0:8080->7000/tcp", "127.0.0.1:8053->53/udp")
                .contains("9/tcp");
        assertThat(peers.field("web", "{{json .NetworkSettings.Ports}}"))
                .contains("\"7000/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"8080\"}")
                .contains("\"53/udp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8053\"}]");
        site.succeeds("stop", "-t", "0", "web");
        assertThat(site.succeeds("ps", "-a", "--format", "{{.Ports}}").line()).isEmpty();
        assertThat(site.jong("port", "web").text()).isEmpty();
        assertThat(NetworkTraces.of(site).ports()).isEmpty();
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo(REFUSED);
        site.succeeds("start", "web");
        Await.that(
                () -> outside.ask("tcp", Outside.HOST, 8080).equals(SEEN_OUTSIDE),
                "the port leads there again");
    }

    @Test
    void a_port_that_somebody_has_is_refused_by_number_until_it_is_free() throws Exception {
        peers.serve("web", "-p", "8080:7000");
        Result second = site.jong("run", "-d", "--name", "db", "-p", "8080:7000", "box", "true");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("8080").contains("web");
        // The first one was not disturbed.
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo(SEEN_OUTSIDE);
        site.succeeds("rm", "-f", "web");
        site.jong("rm", "-f", "db");
        peers.serve("db", "-p", "8080:7000");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).startsWith("db saw ");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            Result third = site.jong("run", "--rm", "-p", port + ":7000", "box", "true");
            assertThat(third.code()).isEqualTo(125);
            assertThat(third.err()).contains(port);
        }
    }

    @Test
    void a_port_behind_which_nobody_answers_refuses() {
        site.succeeds("run", "-d", "-p", "8080:7000", "box", "sleep", "1000");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo(REFUSED);
        assertThat(Peers.fromHost("tcp", "127.0.0.1", 8080)).isEqualTo(REFUSED);
    }

    @Test
    void ports_lead_over_ipv6_too() {
        site.succeeds("network", "create", "--ipv6", "six");
        peers.serve("web", "--network", "six", "-p", "8080:7000", "-p", "8080:7000/udp");
        for (String protocol : PROTOCOLS) {
            assertThat(outside.ask(protocol, Outside.HOST6, 8080))
                    .isEqualTo("web saw " + Outside.ADDRESS6);
            assertThat(outside.ask(protocol, Outside.HOST, 8080)).isEqualTo(SEEN_OUTSIDE);
            assertThat(Peers.fromHost(protocol, Outside.HOST6, 8080)).startsWith("web saw ");
        }
        site.succeeds("rm", "-f", "web");
        site.succeeds("network", "rm", "six");
    }

    @Test
    void a_port_may_be_published_twice() {
        peers.serve("web", "-p", "8080:7000", "-p", "8081:7000");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo(SEEN_OUTSIDE);
        assertThat(outside.ask("tcp", Outside.HOST, 8081)).isEqualTo(SEEN_OUTSIDE);
    }
}
