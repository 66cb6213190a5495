package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The expected bytes were sent to a kernel, and packets went as they say.
class ReturnsTest {
    @Test
    void what_comes_from_a_port_goes_by_a_table_of_its_own() {
        Request request =
                RouteRequest.of("a test")
                        .through(Words.ip("198.18.0.5"), 70001)
                        .from(Words.ip("172.18.0.2"), 6, 80, 70001)
                        .done();

        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        2c000000 18000506 01000000 00000000 02000000 00040001 00000000 08000500
                          c6120005 08000f00 71110100
                        44000000 20000506 02000000 00000000 02002000 00000001 00000000 08000200
                          ac120002 05001600 06000000 08001700 50005000 08000f00 71110100 08000600
                          e8030000\
                        """);
        assertThat(request.replies()).isEqualTo(2);
    }

    @Test
    void what_is_near_is_reached_straight_and_rules_go_again() {
        Request request =
                RouteRequest.of("a test").nearFirst().notFrom(Words.ip("172.18.0.2"), 6, 80).done();

        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        34000000 20000506 01000000 00000000 02000000 00000001 00000000 08000600
                          e7030000 08000f00 fe000000 08000e00 00000000
                        34000000 21000500 02000000 00000000 02002000 00000001 00000000 08000200
                          ac120002 05001600 06000000 08001700 50005000\
                        """);
    }
}
