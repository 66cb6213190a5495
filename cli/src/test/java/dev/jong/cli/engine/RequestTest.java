package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Contract;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTest {
    @Test
    void decodes_where_a_command_was_typed() {
        Request request = Request.of(message(Peer.request("b1", "run", "\u00ff")));
        assertThat(request.build()).isEqualTo("b1");
        assertThat(request.arguments()).containsExactly("run", "\u00ff");
        assertThat(request.umask()).isEqualTo(0022);
        assertThat(request.caller().uid()).isEqualTo(1000);
        assertThat(request.caller().gid()).isEqualTo(100);
        assertThat(request.caller().workingDirectory()).isEqualTo("/home/me");
        assertThat(request.caller().program()).isEqualTo("/usr/bin/jong");
        assertThat(request.caller().inputTerminal()).isTrue();
        assertThat(request.caller().outputTerminal()).isFalse();
        assertThat(request.caller().columns()).isEqualTo(80);
        assertThat(request.caller().environment())
                .containsEntry("A", "1")
                .containsEntry("B", "x=y")
                .hasSize(2);
    }

    @Test
    void R7_a_request_cut_anywhere_gives_one_clean_error() {
        byte[] whole = Peer.request("b1", "run", "alpine");
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Request.of(message(cut)))
                    .as("%d bytes", length)
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                                assertThat(e.text())
                                        .isEqualTo("the request of a front is cut short");
                            });
        }
    }

    @Test
    void R7_huge_and_negative_lengths_and_counts_are_refused() {
        for (int number : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20}) {
            byte[] length = Peer.payload(number);
            byte[] count = Peer.payload("b", 0, 0, 0, 0, 0, 0, "", "", number);
            for (byte[] payload : new byte[][] {length, count}) {
                assertThatThrownBy(() -> Request.of(message(payload)))
                        .isInstanceOf(JongException.class);
            }
        }
    }

    @Test
    void refuses_another_message() {
        assertThatThrownBy(
                        () -> Request.of(new Wire.Message(Contract.MSG_STDIN, Peer.request("b"))))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("the tag 2");
    }

    @Test
    void Z30_damaged_requests_give_a_request_or_a_clean_error() {
        for (long seed = 1; seed <= 3000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = Peer.request("b1", "run", "-e", "A", "alpine");
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Request.of(message(bytes)).arguments()).as("seed %d", seed).isNotNull();
            } catch (JongException e) {
                assertThat(e.kind()).as("seed %d", seed).isEqualTo(ErrorKind.INVALID_ARGUMENT);
            }
        }
    }

    private static Wire.Message message(byte[] payload) {
        return new Wire.Message(Contract.MSG_REQUEST, payload);
    }
}
