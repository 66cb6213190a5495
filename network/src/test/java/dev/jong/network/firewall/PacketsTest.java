package dev.jong.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jong.network.netlink.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the rules let through, seen by connections between network namespaces.
@Tag("integration")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PacketsTest {
    private static final String TWO_NETWORKS =
            """
            bridge br-a 10.89.0.1
            bridge br-b 10.90.0.1
            outside client 203.0.113.9 203.0.113.1
            container a 10.89.0.2 10.89.0.1 br-a
            container friend 10.89.0.3 10.89.0.1 br-a
            container b 10.90.0.2 10.90.0.1 br-b
            nft -f whole
            """;

    @TempDir private Path folder;
    private Lab lab = new Lab(Path.of(""));

    @BeforeEach
    void rules() throws Exception {
        lab = new Lab(folder);
        assumeTrue(lab.works(), "needs root, unshare, ip, nft and nc (of OpenBSD)");
        List<PublishedPort> ports =
                List.of(
                        Samples.tcp("", 8080, "10.89.0.2", 80),
                        Samples.tcp("127.0.0.1", 8081, "10.89.0.2", 80));
        List<BridgeNetwork> networks =
                List.of(
                        network("br-a", "10.89.0.0/24", false),
                        network("br-b", "10.90.0.0/24", false));
        TableScripts scripts = new TableScripts("jong");
        lab.with("whole", scripts.whole(networks, ports));
        lab.with("internal", scripts.add(network("br-i", "10.91.0.0/24", true)));
    }

    @Test
    void a_published_port_is_reached_from_everywhere_and_sees_who_asks() throws Exception {
        String outcome =
                lab.run(
                        TWO_NETWORKS
                                + """
                                serve a 80
                                ask client 203.0.113.1 8080
                                ask host 127.0.0.1 8080
                                ask host 203.0.113.1 8080
                                ask host 127.0.0.1 8081
                                ask b 10.90.0.1 8080
                                ask friend 10.89.0.1 8080
                                seen a 80
                                """);
        assertThat(outcome)
                .isEqualTo(
                        """
                        client reaches 203.0.113.1 8080
                        host reaches 127.0.0.1 8080
                        host reaches 203.0.113.1 8080
                        host reaches 127.0.0.1 8081
                        b reaches 10.90.0.1 8080
                        friend reaches 10.89.0.1 8080
                        203.0.113.9
                        10.89.0.1
                        203.0.113.1
                        10.89.0.1
                        10.90.0.2
                        10.89.0.1
                        """);
    }

    @Test
    void containers_reach_the_world_as_the_host_and_only_their_own_network() throws Exception {
        String outcome =
                lab.run(
                        TWO_NETWORKS
                                + """
                                serve client 7
                                serve friend 7
                                serve b 7
                                ask a 203.0.113.9 7
                                ask a 10.89.0.3 7
                                ask a 10.90.0.2 7
                                ask client 10.90.0.2 7
                                seen client 7
                                seen b 7
                                """);
        assertThat(outcome)
                .isEqualTo(
                        """
                        a reaches 203.0.113.9 7
                        a reaches 10.89.0.3 7
                        a misses 10.90.0.2 7
                        client misses 10.90.0.2 7
                        203.0.113.1
                        """);
    }

    @Test
    void N01_the_hosts_loopback_is_reached_by_nobody_else() throws Exception {
        // Both have a way to 127.0.0.1 that leads to the host, and the host's kernel would let it
        // in by a bridge.
        String outcome =
                lab.run(
                        TWO_NETWORKS
                                + """
                                serve host 9001 127.0.0.1
                                serve a 80
                                astray() {
                                    at $1 sh -c 'echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet'
                                    at $1 ip addr flush dev lo
                                    at $1 ip route add 127.0.0.0/8 via $2 src $3
                                }
                                astray b 10.90.0.1 10.90.0.2
                                astray client 203.0.113.1 203.0.113.9
                                ask host 127.0.0.1 9001
                                ask b 127.0.0.1 9001
                                ask b 127.0.0.1 8081
                                ask client 127.0.0.1 8081
                                seen a 80
                                nft flush chain inet jong arriving
                                ask b 127.0.0.1 9001
                                nft insert rule inet jong prerouting jump published
                                ask client 127.0.0.1 8081
                                """);
        assertThat(outcome)
                .isEqualTo(
                        """
                        host reaches 127.0.0.1 9001
                        b misses 127.0.0.1 9001
                        b misses 127.0.0.1 8081
                        client misses 127.0.0.1 8081
                        b reaches 127.0.0.1 9001
                        client reaches 127.0.0.1 8081
                        """);
    }

    @Test
    void N03_from_an_internal_network_only_the_hosts_name_service_is_reached() throws Exception {
        String outcome =
                lab.run(
                        TWO_NETWORKS
                                + """
                                bridge br-i 10.91.0.1
                                nft -f internal
                                container i 10.91.0.2 10.91.0.1 br-i
                                container j 10.91.0.3 10.91.0.1 br-i
                                serve host 53
                                serve host 9000
                                serve client 53
                                serve a 80
                                serve j 7
                                ask i 10.91.0.3 7
                                ask i 10.91.0.1 53
                                ask i 10.91.0.1 9000
                                ask i 203.0.113.1 53
                                ask i 203.0.113.9 53
                                ask i 10.91.0.1 8080
                                ask a 10.91.0.3 7
                                ask client 10.91.0.3 7
                                ask host 10.91.0.3 7
                                """);
        assertThat(outcome)
                .isEqualTo(
                        """
                        i reaches 10.91.0.3 7
                        i reaches 10.91.0.1 53
                        i misses 10.91.0.1 9000
                        i misses 203.0.113.1 53
                        i misses 203.0.113.9 53
                        i misses 10.91.0.1 8080
                        a misses 10.91.0.3 7
                        client misses 10.91.0.3 7
                        host reaches 10.91.0.3 7
                        """);
    }

    @Test
    void N07_what_comes_out_of_a_strict_network_has_its_addresses() throws Exception {
        lab.with("strict", new TableScripts("jong").add(strict()));
        String outcome =
                lab.run(
                        TWO_NETWORKS
                                + """
                                ip route add 198.51.100.0/24 dev br-b
                                serve host 9000
                                at b ip addr add 198.51.100.7/24 dev eth0
                                as() { at b nc -nz -w1 -s $1 10.90.0.1 9000 && echo "$1 passes"; }
                                as 10.90.0.2
                                as 198.51.100.7
                                nft -f strict
                                as 10.90.0.2
                                as 198.51.100.7
                                """);
        assertThat(outcome).isEqualTo("10.90.0.2 passes\n198.51.100.7 passes\n10.90.0.2 passes\n");
    }

    private static BridgeNetwork network(String bridge, String subnet, boolean internal) {
        return new BridgeNetwork(
                bridge, List.of(Words.address(subnet)), List.of(bridge), internal, true, false);
    }

    private static BridgeNetwork strict() {
        return new BridgeNetwork(
                "br-b", List.of(Words.address("10.90.0.0/24")), List.of("br-b"), false, true, true);
    }
}
