package dev.jong.network.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.network.netlink.Request;
import dev.jong.network.netlink.Words;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The expected bytes were sent to a kernel, and what they made was listed with nft(8).
class PortRequestsTest {
    private final PortRequests requests = new PortRequests("jong");

    @Test
    void ports_are_opened_in_one_transaction_with_a_message_for_each_map() {
        List<Request> all =
                requests.open(
                        "ports",
                        List.of(
                                Samples.tcp("", 8080, "10.89.0.2", 80),
                                Samples.tcp("127.0.0.1", 8081, "10.89.0.2", 80),
                                Samples.tcp("", 8082, "10.89.0.2", 82)));
        assertThat(all).hasSize(1);
        Request request = all.getFirst();
        assertThat(request.family()).isEqualTo(Request.NETFILTER);
        assertThat(request.replies()).isEqualTo(2);
        assertThat(request.why()).isEqualTo("ports");
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        14000000 10000100 01000000 00000000 0000000a
                        78000000 0c0a0504 02000000 00000000 01000000 09000100 6a6f6e67 00000000
                          09000200 616e7934 00000000 4c000380 24000180 10000180 0c000100 06000000
                          1f900000 10000280 0c000100 0a590002 00500000 24000180 10000180 0c000100
                          06000000 1f920000 10000280 0c000100 0a590002 00520000
                        58000000 0c0a0504 03000000 00000000 01000000 09000100 6a6f6e67 00000000
                          09000200 6f6e6534 00000000 2c000380 28000180 14000180 10000100 7f000001
                          06000000 1f910000 10000280 0c000100 0a590002 00500000
                        14000000 11000100 04000000 00000000 0000000a\
                        """);
    }

    @Test
    void ports_of_ipv6_have_longer_keys_and_values() {
        Request request =
                requests.open("ports", List.of(Samples.tcp("2001:db8::1", 8082, "fd00:a::2", 80)))
                        .getFirst();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        14000000 10000100 01000000 00000000 0000000a
                        70000000 0c0a0504 02000000 00000000 01000000 09000100 6a6f6e67 00000000
                          09000200 6f6e6536 00000000 44000380 40000180 20000180 1c000100 20010db8
                          00000000 00000000 00000001 06000000 1f920000 1c000280 18000100 fd00000a
                          00000000 00000000 00000002 00500000
                        14000000 11000100 03000000 00000000 0000000a\
                        """);
    }

    @Test
    void a_port_is_made_before_it_is_removed_so_that_one_that_is_gone_is_no_error() {
        Request request =
                requests.close("ports", List.of(Samples.tcp("", 8080, "10.89.0.2", 80))).getFirst();
        assertThat(request.replies()).isEqualTo(2);
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        14000000 10000100 01000000 00000000 0000000a
                        54000000 0c0a0504 02000000 00000000 01000000 09000100 6a6f6e67 00000000
                          09000200 616e7934 00000000 28000380 24000180 10000180 0c000100 06000000
                          1f900000 10000280 0c000100 0a590002 00500000
                        44000000 0e0a0500 03000000 00000000 01000000 09000100 6a6f6e67 00000000
                          09000200 616e7934 00000000 18000380 14000180 10000180 0c000100 06000000
                          1f900000
                        14000000 11000100 04000000 00000000 0000000a\
                        """);
    }

    @Test
    void ports_can_be_removed_one_by_one() {
        List<PublishedPort> ports =
                List.of(
                        Samples.tcp("", 8080, "10.89.0.2", 80),
                        Samples.tcp("", 8081, "10.89.0.2", 81));
        List<Request> each = requests.closeEach("ports", ports);
        assertThat(each).hasSize(2);
        assertThat(Words.of(each.get(1)))
                .isEqualTo(Words.of(requests.close("ports", ports.subList(1, 2)).getFirst()));
    }

    @Test
    void the_table_is_looked_for_without_a_transaction() {
        Request request = requests.look("the firewall");
        assertThat(request.replies()).isEqualTo(1);
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        20000000 010a0500 01000000 00000000 01000000 09000100 6a6f6e67 00000000\
                        """);
    }

    @Test
    void five_thousand_ports_are_five_requests_of_whatever_map() {
        assertThat(sizes("", "10.89.0.2")).hasSize(5).containsOnly(36_088);
        assertThat(sizes("2001:db8::1", "fd00::2")).hasSize(5).containsOnly(64_088);
        assertThat(requests.close("ports", many("2001:db8::1", "fd00::2")))
                .hasSize(5)
                .allMatch(request -> request.replies() == 2);
        assertThat(requests.open("ports", List.of())).isEmpty();
    }

    @Test
    void the_unspecified_address_means_all_of_them() {
        assertThat(Samples.tcp("0.0.0.0", 80, "10.89.0.2", 80).map()).isEqualTo("any4");
        assertThat(Samples.tcp("::", 80, "fd00::2", 80).map()).isEqualTo("any6");
        assertThat(Samples.tcp("0.0.0.1", 80, "10.89.0.2", 80).map()).isEqualTo("one4");
    }

    @Test
    void ports_and_addresses_that_cannot_be_are_refused() {
        assertThatThrownBy(() -> Samples.tcp("", 0, "10.89.0.2", 80))
                .hasMessage("cannot publish the port 0: it is 1 to 65535");
        assertThatThrownBy(() -> Samples.tcp("", 80, "10.89.0.2", 65_536))
                .isInstanceOf(JongException.class);
        assertThatThrownBy(() -> Samples.tcp("::1", 80, "10.89.0.2", 80))
                .isInstanceOf(JongException.class);
        assertThatThrownBy(() -> new PublishedPort(new byte[0], Protocol.TCP, 80, new byte[5], 80))
                .isInstanceOf(JongException.class);
    }

    private List<Integer> sizes(String host, String container) {
        return requests.open("ports", many(host, container)).stream()
                .map(request -> request.bytes().length)
                .toList();
    }

    private static List<PublishedPort> many(String host, String container) {
        List<PublishedPort> many = new ArrayList<>();
        for (int port = 1; port <= 5000; port++) {
            many.add(Samples.tcp(host, port, container, port));
        }
        return many;
    }
}
