package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers in networks that were made for them.
@Tag("root")
class NetworksTest {
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
    void networks_do_not_reach_each_other() {
        create("front");
        create("back");
        peers.serve("web", "--network", "front");
        String address = peers.address("web");
        for (String protocol : List.of("tcp", "udp")) {
            assertThat(peers.ask(protocol, address, Peers.PORT, "--network", "front"))
                    .startsWith("web saw ");
            assertThat(peers.ask(protocol, address, Peers.PORT, "--network", "back"))
                    .isEqualTo("ETIMEDOUT");
            assertThat(peers.ask(protocol, address, Peers.PORT)).isEqualTo("ETIMEDOUT");
            // Nor does a host outside that has a route there.
            assertThat(outside.ask(protocol, address, Peers.PORT)).isEqualTo("ETIMEDOUT");
        }
    }

    @Test
    void containers_have_the_routes_of_their_networks() {
        String web = "10.218.0.0/24";
        site.succeeds(
                "network",
                "create",
                "--ipv6",
                "--subnet=" + web,
                "--subnet=fd00:218::/64",
                "--route=10.219.0.0/16,10.218.0.9",
                "--route=10.220.0.0/16,10.218.0.9,7",
                "--route=fd00:219::/64,fd00:218::9",
                "ways");
        site.succeeds("network", "create", "--subnet=10.219.0.0/16", "direct");
        assertThat(site.succeeds("network", "inspect", "-f", "{{json .Routes}}", "ways").line())
                .contains(
                        "{\"Destination\":\"10.220.0.0/16\",\"Gateway\":\"10.218.0.9\",\"Metric\":7}");
        String routes =
                site.succeeds(
                                "run",
                                "--rm",
                                "--network",
                                "ways",
                                "box",
                                "sh",
                                "-c",
                                "ip route; ip -6 route")
                        .text();
        assertThat(routes)
                .contains(
                        "10.219.0.0/16 via 10.218.0.9 dev eth0",
                        "10.220.0.0/16 via 10.218.0.9 dev eth0  metric 7",
                        "fd00:219::/64 via fd00:218::9 dev eth0");
        // What it is connected to needs none.
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--network",
                                        "ways",
                                        "--network",
                                        "direct",
                                        "box",
                                        "ip",
                                        "route")
                                .text())
                .contains("10.219.0.0/16 dev eth1")
                .doesNotContain("10.219.0.0/16 via");
    }

    @Test
    void a_container_in_two_networks_reaches_both() {
        create("front");
        create("back");
        peers.serve("web", "--network", "front");
        peers.serve("db", "--network", "back");
        peers.serve("both", "--network", "front", "--network", "back");
        assertThat(peers.askFrom("both", "tcp", peers.address("web"), Peers.PORT))
                .startsWith("web saw ");
        assertThat(peers.askFrom("both", "tcp", peers.address("db"), Peers.PORT))
                .startsWith("db saw ");
        outside.serve(7200);
        assertThat(peers.askFrom("both", "tcp", Outside.ADDRESS, 7200)).contains(" saw ");
    }

    @Test
    void connected_to_several_networks_at_the_same_time_a_container_is_in_all_of_them()
            throws Exception {
        int many = 5;
        peers.serve("web");
        for (int i = 0; i < many; i++) {
            create("net" + i);
        }
        assertThat(atOnce("connect", many)).containsOnly(0);
        assertThat(networks("web")).isEqualTo(1 + many);
        for (int i = 1; i <= many; i++) {
            assertThat(
                            site.jong("exec", "web", "cat", "/sys/class/net/eth" + i + "/address")
                                    .code())
                    .isZero();
        }
        assertThat(atOnce("disconnect", many)).containsOnly(0);
        assertThat(networks("web")).isEqualTo(1);
    }

    private static List<Integer> atOnce(String verb, int many) throws Exception {
        List<Future<Integer>> ends = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(many)) {
            for (int i = 0; i < many; i++) {
                String network = "net" + i;
                ends.add(threads.submit(() -> site.jong("network", verb, network, "web").code()));
            }
        }
        List<Integer> codes = new ArrayList<>();
        for (Future<Integer> end : ends) {
            codes.add(end.get());
        }
        return codes;
    }

    private static int networks(String container) {
        String format = "{{len .NetworkSettings.Networks}}";
        return Integer.parseInt(site.succeeds("inspect", "-f", format, container).line());
    }

    @Test
    void an_address_and_a_hardware_address_can_be_asked_for() {
        create("front", "--subnet", "10.213.0.0/24");
        peers.serve(
                "web",
                "--network",
                "front",
                "--ip",
                "10.213.0.77",
                "--mac-address",
                "02:42:0a:0b:0c:0d");
        assertThat(peers.address("web")).isEqualTo("10.213.0.77");
        assertThat(site.succeeds("exec", "web", "cat", "/sys/class/net/eth0/address").line())
                .isEqualTo("02:42:0a:0b:0c:0d");
        Result second =
                site.jong(
                        "run", "--rm", "--network", "front", "--ip", "10.213.0.77", "box", "true");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err()).contains("10.213.0.77").contains("web");
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--network",
                                        "front",
                                        "--ip",
                                        "10.214.0.1",
                                        "box",
                                        "true")
                                .code())
                .isEqualTo(125);
        site.succeeds("rm", "-f", "web");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--network",
                                        "front",
                                        "--ip",
                                        "10.213.0.77",
                                        "box",
                                        "ip",
                                        "-4",
                                        "-o",
                                        "addr",
                                        "show",
                                        "dev",
                                        "eth0")
                                .text())
                .contains("10.213.0.77/24");
    }

    @Test
    void addresses_of_a_small_network_run_out_and_come_free() {
        create("tiny", "--subnet", "10.213.1.0/29");
        for (int i = 0; i < 5; i++) {
            site.succeeds("run", "-d", "--network", "tiny", "box", "sleep", "1000");
        }
        Result more = site.jong("run", "--rm", "--network", "tiny", "box", "true");
        assertThat(more.code()).isEqualTo(125);
        assertThat(more.err()).contains("all addresses of").contains("tiny");
        site.succeeds("rm", "-f", site.succeeds("ps", "-q").lines().getFirst());
        site.succeeds("run", "--rm", "--network", "tiny", "box", "true");
    }

    @Test
    void ipv6_works_like_ipv4() {
        create("six", "--ipv6");
        peers.serve("web", "--network", "six");
        String address =
                peers.field(
                        "web", "{{range .NetworkSettings.Networks}}{{.GlobalIPv6Address}}{{end}}");
        assertThat(peers.ask("tcp", address, Peers.PORT, "--network", "six"))
                .startsWith("web saw fd");
        assertThat(Peers.fromHost("tcp", address, Peers.PORT)).startsWith("web saw fd");
        outside.serve(7201);
        assertThat(peers.askFrom("web", "tcp", Outside.ADDRESS6, 7201))
                .endsWith(" saw " + Outside.HOST6);
    }

    @Test
    void a_running_container_is_connected_and_disconnected() {
        create("front");
        create("back", "--subnet", "10.213.2.0/24");
        peers.serve("web", "--network", "front");
        peers.serve("db", "--network", "back");
        String db = peers.address("db");
        assertThat(peers.askFrom("web", "tcp", db, Peers.PORT)).isEqualTo("ETIMEDOUT");
        site.succeeds("network", "connect", "--ip", "10.213.2.9", "back", "web");
        assertThat(peers.askFrom("web", "tcp", db, Peers.PORT)).isEqualTo("db saw 10.213.2.9");
        site.succeeds("network", "disconnect", "back", "web");
        assertThat(peers.askFrom("web", "tcp", db, Peers.PORT)).isEqualTo("ETIMEDOUT");
        // Its address is free for others, who keep it when the first one ends.
        peers.serve("next", "--network", "back", "--ip", "10.213.2.9");
        site.succeeds("rm", "-f", "web");
        assertThat(peers.askFrom("db", "tcp", "10.213.2.9", Peers.PORT)).startsWith("next saw ");
    }

    @Test
    void an_address_that_a_container_was_started_with_stays_its_own_until_it_ends() {
        create("front", "--subnet", "10.213.3.0/24");
        peers.serve("web", "--network", "front", "--ip", "10.213.3.9");
        site.succeeds("network", "disconnect", "front", "web");
        String[] next = {
            "run", "-d", "--name", "next", "--network", "front", "--ip", "10.213.3.9", "box", "true"
        };
        Result refused = site.jong(next);
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("web has it");
        site.succeeds("rm", "-f", "web");
        site.jong("rm", "-f", "next");
        site.succeeds(next);
    }

    @Test
    void a_container_that_was_connected_meanwhile_leaves_nothing_at_its_end() {
        create("front");
        create("back");
        peers.serve("web", "--rm", "--network", "front");
        site.succeeds("network", "connect", "back", "web");
        site.succeeds("stop", "-t", "0", "web");
        Await.that(
                () -> NetworkTraces.of(site).left().isEmpty(),
                () -> "nothing is left, but " + NetworkTraces.of(site).left());
    }

    private static void create(String name, String... options) {
        List<String> command = new ArrayList<>(List.of("network", "create"));
        command.addAll(List.of(options));
        command.add(name);
        site.succeeds(command.toArray(new String[0]));
    }
}
