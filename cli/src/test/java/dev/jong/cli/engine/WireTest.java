package dev.jong.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.runtime.plan.Contract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void reads_back_what_was_sent() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Wire out = new Wire(new ByteArrayInputStream(new byte[0]), bytes)) {
            out.send(7, new byte[] {1, 2, 3});
            out.send(8, new byte[0]);
            out.send(9, -2);
            out.send(10, "text\u00ff");
        }
        try (Wire in =
                new Wire(
                        new ByteArrayInputStream(bytes.toByteArray()),
                        new ByteArrayOutputStream())) {
            assertThat(in.read().payload()).containsExactly(1, 2, 3);
            assertThat(in.read().payload()).isEmpty();
            Wire.Message number = in.read();
            assertThat(number.tag()).isEqualTo(9);
            assertThat(number.word(0)).isEqualTo(-2);
            assertThat(in.read().payload()).containsExactly('t', 'e', 'x', 't', 0xff);
            assertThatThrownBy(in::read).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void sends_long_text_in_parts() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "x".repeat((2 << 20) + 5);
        try (Wire out = new Wire(new ByteArrayInputStream(new byte[0]), bytes)) {
            out.send(Contract.MSG_OUT, text);
        }
        Wire in =
                new Wire(
                        new ByteArrayInputStream(bytes.toByteArray()), new ByteArrayOutputStream());
        assertThat(in.read().payload()).hasSize(1 << 20);
        assertThat(in.read().payload()).hasSize(1 << 20);
        assertThat(in.read().payload()).hasSize(5);
    }

    @Test
    void R7_a_message_cut_anywhere_is_the_end() {
        byte[] whole = Peer.payload(5, 7);
        byte[] message = Arrays.copyOf(whole, 13);
        for (int length = 0; length < message.length; length++) {
            Wire wire = new Peer().sayRaw(Arrays.copyOf(message, length)).wire();
            assertThatThrownBy(wire::read).as("%d bytes", length).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void R7_an_oversized_message_is_refused_before_it_is_read() {
        for (int size :
                new int[] {Contract.MSG_LIMIT + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            Wire wire = new Peer().sayRaw(Peer.payload(size, 1)).wire();
            assertThatThrownBy(wire::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a message of");
        }
    }

    @Test
    void a_number_beyond_the_payload_is_an_end_and_no_bug() {
        Wire.Message message = new Wire.Message(1, new byte[7]);
        for (int offset : new int[] {-1, 4, 7, 100, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> message.word(offset)).isInstanceOf(EOFException.class);
        }
        assertThatThrownBy(() -> message.wide(0)).isInstanceOf(EOFException.class);
    }

    @Test
    void numbers_are_little_endian_and_unsigned_where_it_matters() throws Exception {
        Wire.Message message =
                new Wire.Message(1, Peer.payload(0xfffffffe, 0x80000001, 0x0102030405060708L));
        assertThat(message.word(0)).isEqualTo(-2);
        assertThat(message.wide(0)).isEqualTo(0x80000001_fffffffeL);
        assertThat(message.wide(8)).isEqualTo(0x0102030405060708L);
    }

    @Test
    void Z30_any_bytes_give_messages_or_an_end() {
        for (long seed = 1; seed <= 2000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            if (bytes.length > 3 && random.nextBoolean()) {
                bytes[1] = 0;
                bytes[2] = 0;
                bytes[3] = 0;
            }
            Wire wire = new Peer().sayRaw(bytes).wire();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    wire.read();
                                }
                            })
                    .as("seed %d", seed)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void messages_of_several_threads_do_not_mix() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Wire out = new Wire(new ByteArrayInputStream(new byte[0]), bytes);
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            byte[] payload = new byte[1000];
            Arrays.fill(payload, (byte) i);
            threads[i] =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int n = 0; n < 100; n++) {
                                    try {
                                        out.send(payload[0], payload);
                                    } catch (IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                }
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Wire in =
                new Wire(
                        new ByteArrayInputStream(bytes.toByteArray()), new ByteArrayOutputStream());
        for (int n = 0; n < 400; n++) {
            Wire.Message message = in.read();
            assertThat(message.payload()).hasSize(1000).containsOnly(message.tag());
        }
    }
}
