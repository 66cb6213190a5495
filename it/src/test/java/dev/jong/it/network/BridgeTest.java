package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Containers in the network that they get when nobody names one.
@Tag("root")
class BridgeTest {
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
    void a_container_has_an_address_a_way_out_and_files_that_say_so() {
        peers.serve("web");
        String address = peers.address("web");
        String gateway =
                peers.field("web", "{{range .NetworkSettings.Networks}}{{.Gateway}}{{end}}");
        assertThat(peers.field("web", "{{.NetworkSettings.IPAddress}}")).isEqualTo(address);
        assertThat(in("web", "ip -4 -o addr show dev eth0")).contains(" " + address + "/16 ");
        assertThat(in("web", "ip route")).contains("default via " + gateway + " dev eth0");
        assertThat(in("web", "cat /etc/hosts").lines()).contains(address + "\tweb");
        assertThat(in("web", "cat /etc/resolv.conf")).contains("nameserver ");
        assertThat(in("web", "ip -o link | wc -l")).isEqualTo("2");
    }

    @Test
    void containers_reach_each_other_the_host_and_others_through_it() {
        peers.serve("web");
        outside.serve(7100);
        String address = peers.address("web");
        for (String protocol : List.of("tcp", "udp")) {
            assertThat(peers.ask(protocol, address, Peers.PORT, "--name", "asks"))
                    .startsWith("web saw ");
            // Nobody else has the host's addresses outside, so answers find the way back.
            assertThat(peers.ask(protocol, Outside.ADDRESS, 7100)).endsWith(" saw " + Outside.HOST);
            // The host itself sees who it is.
            assertThat(Peers.fromHost(protocol, address, Peers.PORT)).startsWith("web saw ");
        }
        assertThat(peers.askFrom("web", "tcp", address, Peers.PORT))
                .isEqualTo("web saw " + address);
    }

    @Test
    void a_container_that_is_started_again_is_connected_again() {
        peers.serve("web");
        site.succeeds("stop", "-t", "0", "web");
        assertThat(peers.field("web", "{{.NetworkSettings.IPAddress}}")).isEmpty();
        site.succeeds("start", "web");
        Await.that(
                () -> Peers.fromHost("tcp", peers.address("web"), Peers.PORT).startsWith("web saw"),
                "it answers again");
        site.succeeds("restart", "-t", "0", "web");
        Await.that(
                () -> Peers.fromHost("tcp", peers.address("web"), Peers.PORT).startsWith("web saw"),
                "and again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rm",
                "--init",
                "--user alice",
                "--read-only --cap-drop ALL",
                "--userns auto",
                "--privileged",
                "-i",
                "-t"
            })
    void containers_of_all_kinds_are_connected(String options) {
        outside.serve(7101);
        assertThat(peers.ask("tcp", Outside.ADDRESS, 7101, options.split(" ")))
                .contains(" saw " + Outside.HOST);
        site.removeContainers();
        peers.serve("web", options.split(" "));
        assertThat(Peers.fromHost("tcp", peers.address("web"), Peers.PORT)).startsWith("web saw ");
        site.succeeds("rm", "-f", "web");
    }

    @Test
    void a_created_container_is_connected_when_it_is_started() {
        site.succeeds("create", "--name", "web", "box", "sh", "-c", "ip -4 -o addr show dev eth0");
        assertThat(peers.address("web")).isEmpty();
        assertThat(site.succeeds("start", "-a", "web").text()).contains("inet 1");
    }

    @Test
    void a_container_that_is_restarted_by_its_policy_is_connected_again() {
        peers.serve("web", "--restart", "always");
        String pid = peers.field("web", "{{.State.Pid}}");
        ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        Await.that(
                () ->
                        !peers.field("web", "{{.RestartCount}}").equals("0")
                                && !peers.address("web").isEmpty()
                                && Peers.fromHost("tcp", peers.address("web"), Peers.PORT)
                                        .startsWith("web saw"),
                "it answers again");
    }

    @Test
    void without_a_network_there_is_loopback_only() {
        assertThat(
                        site.succeeds("run", "--rm", "--network", "none", "box", "ip", "-o", "link")
                                .lines())
                .hasSize(1);
    }

    @Test
    void a_container_shares_the_network_of_another() {
        peers.serve("web");
        assertThat(peers.ask("tcp", "127.0.0.1", Peers.PORT, "--network", "container:web"))
                .isEqualTo("web saw 127.0.0.1");
    }

    private static String in(String container, String script) {
        return site.succeeds("exec", container, "sh", "-c", script).line();
    }
}
