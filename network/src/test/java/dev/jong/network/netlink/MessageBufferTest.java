package dev.jong.network.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageBufferTest {
    @Test
    void numbers_its_messages_and_counts_the_answers() {
        MessageBuffer buffer = new MessageBuffer();
        buffer.begin(7, 0).end().begin(8, MessageBuffer.ACK).u8(1).u8(2).u16(3).end();
        Request request = buffer.request("a test", Request.NETFILTER);
        assertThat(Words.of(request))
                .isEqualTo(
                        """
                        10000000 07000100 01000000 00000000
                        14000000 08000500 02000000 00000000 01020300\
                        """);
        assertThat(request.replies()).isEqualTo(1);
    }

    @Test
    void pads_attributes_without_counting_it_and_counts_what_is_nested() {
        MessageBuffer buffer = new MessageBuffer();
        buffer.begin(1, 0);
        int nest = buffer.nest(2);
        buffer.attribute8(3, 9).attributeText(4, "ab");
        buffer.close(nest).end();
        assertThat(Words.of(buffer.request("a test", 0)))
                .isEqualTo(
                        """
                        24000000 01000100 01000000 00000000 14000280 05000300 09000000 07000400
                          61620000\
                        """);
    }

    @Test
    void grows_and_keeps_what_is_there() {
        MessageBuffer buffer = new MessageBuffer();
        buffer.begin(1, 0);
        for (int i = 0; i < 1000; i++) {
            buffer.attribute32(1, i);
        }
        buffer.attribute(2, new byte[60_000]).end();
        byte[] bytes = buffer.request("a test", 0).bytes();
        assertThat(bytes).hasSize(16 + 8000 + 60_004);
        assertThat(bytes[16 + 8 * 999 + 4] & 0xff).isEqualTo(999 & 0xff);
    }

    @Test
    void refuses_attributes_that_are_longer_than_their_length_can_say() {
        MessageBuffer buffer = new MessageBuffer();
        buffer.begin(1, 0);
        assertThatThrownBy(() -> buffer.attribute(1, new byte[65_532]))
                .isInstanceOf(JongException.class);
        int nest = buffer.open(1);
        buffer.raw(new byte[65_532]);
        assertThatThrownBy(() -> buffer.close(nest)).isInstanceOf(JongException.class);
    }

    @Test
    void refuses_more_than_a_socket_takes_or_can_answer() {
        assertThatThrownBy(() ->
                        new Request(
                                "much",
                                Request.ROUTE,
                                new byte[Request.MOST_BYTES + 1],
                                List.of(),
                                1))
                .hasMessage(
                        "cannot ask the kernel for so much at once (much): 1 messages in 131073"
                                + " bytes");
        assertThatThrownBy(() -> new Request("many", Request.ROUTE, new byte[0], List.of(), 129))
                .isInstanceOf(JongException.class);
    }

    @Test
    void what_is_done_to_arrays_outside_changes_no_request() {
        byte[] bytes = new byte[4];
        Request request = new Request("a test", Request.ROUTE, bytes, List.of(), 0);
        bytes[0] = 1;
        request.bytes()[1] = 1;
        assertThat(request.bytes()).containsOnly(0);
    }
}
