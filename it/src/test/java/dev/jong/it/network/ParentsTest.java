package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks on devices of the host: macvlan and ipvlan.
@Tag("root")
class ParentsTest {
    private static final Path ROOT = Path.of("/");
    private static final String CABLE = "jongout";
    private static final String[] LAN = {
        "--subnet",
        "198.51.100.0/24",
        "--gateway",
        "198.51.100.254",
        "--ip-range",
        "198.51.100.64/28",
        "--aux-address",
        "printer=198.51.100.64"
    };

    private static Outside outside;
    private static Site site;
    private static Peers peers;
    private Set<String> devices;

    @BeforeAll
    static void open() {
        outside = Outside.plugIn();
        site = Site.open(Account.root());
        peers = new Peers(site);
        outside.serve(7301);
    }

    @AfterAll
    static void close() {
        try (Outside _ = outside) {
            site.end();
        }
    }

    @BeforeEach
    void look() {
        kernelHas("macvlan");
        devices = NetworkTraces.devices("");
    }

    @AfterEach
    void empty() {
        site.removeContainers();
        for (String name : site.succeeds("network", "ls", "-q", "-f", "type=custom").lines()) {
            site.succeeds("network", "rm", name);
        }
        Await.that(
                () -> NetworkTraces.devices("").equals(devices),
                () -> devices + ", but there are " + NetworkTraces.devices(""));
        assertThat(NetworkTraces.of(site).left()).isEmpty();
    }

    @Test
    void containers_of_a_macvlan_are_hosts_of_the_parents_network() {
        create("macvlan", "lan", CABLE, LAN);
        peers.serve("web", "--network", "lan");
        peers.serve("db", "--network", "lan", "--mac-address", "02:42:0a:0b:0c:0d");
        for (String name : List.of("web", "db")) {
            assertThat(Integer.parseInt(peers.address(name).substring("198.51.100.".length())))
                    .isBetween(65, 79);
        }
        reached();
        assertThat(site.succeeds("exec", "web", "ip", "route").text())
                .contains("default via 198.51.100.254 dev eth0");
        assertThat(site.succeeds("exec", "db", "cat", "/sys/class/net/eth0/address").line())
                .isEqualTo("02:42:0a:0b:0c:0d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"macvlan_mode", "mode"})
    void containers_of_a_private_macvlan_reach_others_only(String key) {
        List<String> options = new ArrayList<>(List.of(LAN));
        options.addAll(List.of("-o", key + "=private"));
        create("macvlan", "lan", CABLE, options.toArray(new String[0]));
        peers.serve("web", "--network", "lan");
        peers.serve("db", "--network", "lan");
        assertThat(outside.ask("tcp", peers.address("web"), Peers.PORT)).startsWith("web saw ");
        assertThat(peers.askFrom("web", "tcp", peers.address("db"), Peers.PORT)).startsWith("E");
    }

    @Test
    void one_in_passthru_mode_is_alone() {
        create("macvlan", "lan", CABLE, LAN);
        create("macvlan", "all", CABLE, "--subnet", "10.218.0.0/24", "-o", "mode=passthru");
        peers.serve("web", "--network", "lan");
        Result own =
                site.jong(
                        "run",
                        "--rm",
                        "--network",
                        "all",
                        "--mac-address",
                        "02:42:0a:0b:0c:0d",
                        "box",
                        "true");
        assertThat(own.err()).contains("hardware address");
        Result refused = site.jong("run", "--rm", "--network", "all", "box", "true");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("macvlan", CABLE, "passthru");
        site.succeeds("rm", "-f", "web");
        site.succeeds("run", "--rm", "--network", "all", "box", "true");
    }

    @Test
    void a_running_container_is_connected_and_disconnected() {
        create("macvlan", "lan", CABLE, LAN);
        peers.serve("web");
        site.succeeds("network", "connect", "--ip", "198.51.100.70", "lan", "web");
        assertThat(outside.ask("tcp", "198.51.100.70", Peers.PORT)).startsWith("web saw ");
        site.succeeds("network", "disconnect", "lan", "web");
        assertThat(outside.ask("tcp", "198.51.100.70", Peers.PORT)).startsWith("E");
        // The bridge of the default network stays.
        devices.addAll(NetworkTraces.devices("jg"));
    }

    @Test
    void a_parent_that_vanishes_is_named() {
        Shell.run("ip", "link", "add", "jongpar", "type", "veth", "peer", "name", "jongpar2");
        Shell.run("ip", "link", "set", "jongpar", "up");
        create("macvlan", "lan", "jongpar", LAN);
        peers.serve("web", "--network", "lan");
        Shell.run("ip", "link", "delete", "jongpar");
        Result refused = site.jong("run", "--rm", "--network", "lan", "box", "true");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("the host has no network device jongpar");
        site.succeeds("network", "disconnect", "lan", "web");
    }

    @Test
    void a_killed_engine_leaves_nothing() throws Exception {
        create("macvlan", "lan", CABLE, LAN);
        peers.serve("web", "--network", "lan");
        String address = peers.address("web");
        new EngineProcess(site).kill();
        assertThat(outside.ask("tcp", address, Peers.PORT)).startsWith("web saw ");
        site.succeeds("stop", "-t", "0", "web");
        assertThat(outside.ask("tcp", address, Peers.PORT)).startsWith("E");
        Await.that(() -> NetworkTraces.of(site).claims().isEmpty(), "its address is free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"l2", "l3", "l3s"})
    void containers_of_an_ipvlan_are_hosts_of_the_parents_network(String mode) {
        kernelHas("ipvlan");
        List<String> options = new ArrayList<>(List.of(LAN));
        options.addAll(List.of("-o", "ipvlan_mode=" + mode));
        create("ipvlan", "lan", CABLE, options.toArray(new String[0]));
        peers.serve("web", "--network", "lan");
        peers.serve("db", "--network", "lan");
        reached();
    }

    @Test
    void a_vlan_is_made_for_a_network_and_goes_with_the_last_one() {
        kernelHas("vlan", "id", "50");
        create("macvlan", "lan", CABLE + ".50", "--subnet", "10.219.0.0/24");
        create("macvlan", "more", CABLE + ".50", "--subnet", "10.219.1.0/24");
        peers.serve("web", "--network", "lan");
        peers.serve("db", "--network", "more");
        assertThat(NetworkTraces.devices("")).contains(CABLE + ".50");
        outside.run("ip", "link", "add", "link", "eth0", "name", "v50", "type", "vlan", "id", "50");
        outside.run("ip", "addr", "add", "10.219.0.200/24", "dev", "v50");
        outside.run("ip", "link", "set", "v50", "up");
        assertThat(outside.ask("tcp", "10.219.0.2", Peers.PORT)).isEqualTo("web saw 10.219.0.200");
        outside.run("ip", "link", "delete", "v50");
        site.succeeds("rm", "-f", "web");
        site.succeeds("network", "rm", "lan");
        assertThat(NetworkTraces.devices("")).contains(CABLE + ".50");
        site.succeeds("rm", "-f", "db");
        site.succeeds("network", "rm", "more");
        assertThat(NetworkTraces.devices("")).doesNotContain(CABLE + ".50");
    }

    @Test
    void a_network_without_a_parent_leads_nowhere() {
        kernelHas("dummy");
        site.succeeds("network", "create", "-d", "macvlan", "lan");
        peers.serve("web", "--network", "lan");
        assertThat(peers.ask("tcp", peers.address("web"), Peers.PORT, "--network", "lan"))
                .startsWith("web saw ");
        assertThat(site.succeeds("exec", "web", "ip", "route").text()).doesNotContain("default");
        assertThat(NetworkTraces.devices("dm-")).hasSize(1);
    }

    private static void reached() {
        String web = peers.address("web");
        String db = peers.address("db");
        assertThat(peers.askFrom("web", "tcp", db, Peers.PORT)).isEqualTo("db saw " + web);
        assertThat(peers.askFrom("db", "udp", web, Peers.PORT)).isEqualTo("web saw " + db);
        assertThat(outside.ask("tcp", web, Peers.PORT)).isEqualTo("web saw " + Outside.ADDRESS);
        assertThat(peers.askFrom("web", "tcp", Outside.ADDRESS, 7301)).endsWith(" saw " + web);
    }

    private static void create(String driver, String name, String parent, String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of("network", "create", "-d", driver, "-o", "parent=" + parent));
        command.addAll(List.of(options));
        command.add(name);
        site.succeeds(command.toArray(new String[0]));
    }

    /// Modules are loaded by trying.
    private static void kernelHas(String... kind) {
        List<String> command =
                new ArrayList<>(List.of("ip", "link", "add", "link", CABLE, "jongtry", "type"));
        command.addAll(List.of(kind));
        boolean there = Shell.attempt(ROOT, command.toArray(new String[0])).code() == 0;
        Shell.attempt(ROOT, "ip", "link", "delete", "jongtry");
        Needs.that(there, "a kernel with " + kind[0] + " devices");
    }
}
