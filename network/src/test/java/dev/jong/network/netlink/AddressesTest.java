package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;

/// The expected bytes were sent to a kernel, and what they did was looked at with ip(8).
class AddressesTest {
    private static RouteRequest request() {
        return RouteRequest.of("a test");
    }

    @Test
    void a_container_gets_all_its_addresses_and_routes_in_one_request() {
        Request request =
                request()
                        .loopbackUp()
                        .add(2001, Words.address("10.89.0.2/24"))
                        .add(2001, Words.address("fd00::2/64"))
                        .up(2001, 1380)
                        .add(Route.byDefault(Words.ip("10.89.0.1"), 2001))
                        .add(Route.byDefault(Words.ip("fd00::1"), 2001))
                        .done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        20000000 10000500 01000000 00000000 00000000 01000000 01000000 01000000
                        30000000 14000506 02000000 00000000 02180000 d1070000 08000200 0a590002
                          08000100 0a590002 08000400 0a5900ff
                        40000000 14000506 03000000 00000000 0a400200 d1070000 14000200 fd000000
                          00000000 00000000 00000002 14000100 fd000000 00000000 00000000 00000002
                        28000000 10000500 04000000 00000000 00000000 d1070000 01000000 01000000
                          08000400 64050000
                        2c000000 18000506 05000000 00000000 02000000 fe040001 00000000 08000500
                          0a590001 08000400 d1070000
                        38000000 18000506 06000000 00000000 0a000000 fe040001 00000000 14000500
                          fd000000 00000000 00000000 00000001 08000400 d1070000\
                        """);
        assertThat(request.replies()).isEqualTo(6);
        assertThat(request.why()).isEqualTo("a test");
    }

    @Test
    void a_route_has_a_metric_and_starts_where_its_network_does() {
        Route route = new Route(Words.address("192.168.7.9/24"), Words.ip("10.89.0.1"), 2001, 50);
        assertThat(Words.of(request().add(route).remove(route).done()))
                .isEqualTo(
                        """
                        3c000000 18000506 01000000 00000000 02180000 fe040001 00000000 08000100
                          c0a80700 08000500 0a590001 08000400 d1070000 08000600 32000000
                        3c000000 19000500 02000000 00000000 02180000 fe00ff01 00000000 08000100
                          c0a80700 08000500 0a590001 08000400 d1070000 08000600 32000000\
                        """);
    }

    @Test
    void a_route_without_a_gateway_is_on_the_link() {
        assertThat(
                        Words.of(
                                request()
                                        .add(Route.straight(true, 2003))
                                        .add(Route.straight(false, 2003))
                                        .done()))
                .isEqualTo(
                        """
                        24000000 18000506 01000000 00000000 02000000 fe04fd01 00000000 08000400
                          d3070000
                        24000000 18000506 02000000 00000000 0a000000 fe040001 00000000 08000400
                          d3070000\
                        """);
    }

    @Test
    void addresses_are_taken_away_again() {
        assertThat(
                        Words.of(
                                request()
                                        .remove(2001, Words.address("10.89.0.3/32"))
                                        .remove(2001, Words.address("fd00::2/64"))
                                        .done()))
                .isEqualTo(
                        """
                        28000000 15000500 01000000 00000000 02200000 d1070000 08000200 0a590003
                          08000100 0a590003
                        40000000 15000500 02000000 00000000 0a400000 d1070000 14000200 fd000000
                          00000000 00000000 00000002 14000100 fd000000 00000000 00000000 00000002\
                        """);
    }

    @Test
    void networks_of_two_addresses_have_none_to_send_to_all() {
        Request request = request().add(7, Words.address("10.0.0.0/31")).done();
        assertThat(Words.of(request)).endsWith("08000200 0a000000\n  08000100 0a000000");
    }

    @Test
    void prefixes_cut_anywhere() {
        Address address = Words.address("10.89.77.3/22");
        assertThat(address.first()).isEqualTo(Words.ip("10.89.76.0"));
        assertThat(address.last()).isEqualTo(Words.ip("10.89.79.255"));
        assertThat(Words.address("fd00::1/0").first()).isEqualTo(new byte[16]);
    }

    @Test
    void addresses_of_no_family_are_refused() {
        assertThatThrownBy(() -> new Address(new byte[5], 8)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> new Address(new byte[4], 33)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> new Address(new byte[16], -1)).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> new Route(Words.address("0.0.0.0/0"), new byte[16], 1, 0))
                .isInstanceOf(JongException.class);
    }
}
