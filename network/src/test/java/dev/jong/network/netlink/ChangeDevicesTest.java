package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;

/// The expected bytes were sent to a kernel, and what they did was looked at with ip(8).
class ChangeDevicesTest {
    private static RouteRequest request() {
        return RouteRequest.of("a test");
    }

    @Test
    void a_port_is_found_by_its_name_and_set_as_a_port_of_its_bridge() {
        assertThat(Words.of(request().port("veth1", true, false).done()))
                .isEqualTo(
                        """
                        50000000 10000500 01000000 00000000 00000000 00000000 00000000 00000000
                          0a000300 76657468 31000000 24001200 0b000400 62726964 67650000 14000500
                          05000400 00000000 05002100 01000000\
                        """);
    }

    @Test
    void devices_go_up_and_down_by_name_and_by_index() {
        assertThat(
                        Words.of(
                                request()
                                        .down("p1")
                                        .up("p1")
                                        .down(501)
                                        .up(501, 0)
                                        .up(501, 1380)
                                        .loopbackUp()
                                        .done()))
                .isEqualTo(
                        """
                        28000000 10000500 01000000 00000000 00000000 00000000 00000000 01000000
                          07000300 70310000
                        28000000 10000500 02000000 00000000 00000000 00000000 01000000 01000000
                          07000300 70310000
                        20000000 10000500 03000000 00000000 00000000 f5010000 00000000 01000000
                        20000000 10000500 04000000 00000000 00000000 f5010000 01000000 01000000
                        28000000 10000500 05000000 00000000 00000000 f5010000 01000000 01000000
                          08000400 64050000
                        20000000 10000500 06000000 00000000 00000000 01000000 01000000 01000000\
                        """);
    }

    @Test
    void a_device_gets_another_name() {
        assertThat(Words.of(request().rename(501, "q1").done()))
                .isEqualTo(
                        """
                        28000000 10000500 01000000 00000000 00000000 f5010000 00000000 00000000
                          07000300 71310000\
                        """);
    }

    @Test
    void a_device_moves_to_the_namespace_of_the_slot() {
        Request request = request().move(501, "moved").done();
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        34000000 10000500 01000000 00000000 00000000 f5010000 00000000 00000000
                          0a000300 6d6f7665 64000000 08001c00 ffffffff\
                        """);
        assertThat(request.slots()).containsExactly(48);
    }

    @Test
    void a_device_is_removed_by_name() {
        assertThat(Words.of(request().delete("p9").done()))
                .isEqualTo(
                        """
                        28000000 11000500 01000000 00000000 00000000 00000000 00000000 00000000
                          07000300 70390000\
                        """);
    }

    @Test
    void names_that_no_device_can_have_are_refused_wherever_they_come_from() {
        RouteRequest request = request();
        assertThatThrownBy(() -> request.delete("")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> request.up("a/b")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> request.down("a b")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> request.rename(1, "a%d")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> request.move(1, "..")).isInstanceOf(JongException.class);
        assertThatThrownBy(() -> request.port("0123456789abcdef", true, true))
                .isInstanceOf(JongException.class);
    }
}
