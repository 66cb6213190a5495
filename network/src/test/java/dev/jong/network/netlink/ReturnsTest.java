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
                        3c000000 20000506 02000000 00000000 02002000 00000001 00000000 08000200
                          ac120002 08000f00 71110100 05001600 06000000 08001700 50005000\
                        """);
        assertThat(request.replies()).isEqualTo(2);
    }
}
