package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.network.name.AnswerQuery;
import dev.jong.network.name.Outcome;
import dev.jong.network.name.ServedNetwork;
import dev.jong.network.name.Transport;
import dev.jong.network.name.Zone;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Messages of DNS, from containers and from servers upstream.
@Tag("fuzz")
class NameFuzzTest {
    private static final int HEADER = 12;

    /// `web` A.
    private static final byte[] OURS = hex("1234010000010000000000000377656200" + "00010001");

    /// `example.com` AAAA, with EDNS, the wish for signatures and a cookie.
    private static final byte[] EDNS =
            hex(
                    "123401000001000000000001076578616d706c6503636f6d00001c0001"
                            + "00002904d000008000000c000a0008a1a2a3a4a5a6a7a8");

    /// 2.0.1.10.in-addr.arpa PTR.
    private static final byte[] REVERSE =
            hex(
                    "1234010000010000000000000132013001310231300769"
                            + "6e2d61646472046172706100000c0001");

    /// An answer to the second: a name behind a pointer, an address, a text and EDNS.
    private static final byte[] ANSWER =
            hex(
                    "123481a00001000300000001076578616d706c6503636f6d00001c0001"
                            + "c00c0005000100000005000603777777c00c"
                            + "c00c001c000100000005001020010db8000000000000000000000001"
                            + "c00c0010000100000005000403616263"
                            + "00002904d0000000000000");

    private static final Zone ZONE =
            new Zone() {
                @Override
                public Optional<List<InetAddress>> addresses(String name) {
                    return name.equals("web")
                            ? Optional.of(List.of(InetAddress.ofLiteral("10.1.0.2")))
                            : Optional.empty();
                }

                @Override
                public List<String> names(InetAddress address) {
                    return List.of("web");
                }

                @Override
                public boolean contains(InetAddress address) {
                    return address.getAddress()[0] == 10;
                }
            };

    private final AnswerQuery open = new AnswerQuery(new ServedNetwork("net", false, ZONE));
    private final AnswerQuery internal = new AnswerQuery(new ServedNetwork("net", true, ZONE));

    @Test
    void Z23_any_message_of_a_client_has_an_outcome() {
        Fuzz.bytes(
                List.of(OURS, EDNS, REVERSE),
                input -> {
                    check(open.answer(input, Transport.UDP), input);
                    check(open.answer(input, Transport.TCP), input);
                    assertThat(internal.answer(input, Transport.UDP))
                            .isNotInstanceOf(Outcome.Forward.class);
                });
    }

    @Test
    void Z23_any_message_of_a_server_becomes_an_answer_to_the_question() {
        Outcome.Forward forward = (Outcome.Forward) open.answer(EDNS, Transport.UDP);
        Fuzz.bytes(
                List.of(ANSWER, EDNS),
                input -> {
                    byte[] reply = forward.reply(input);
                    assertThat(reply.length).isLessThanOrEqualTo(1232);
                    check(new Outcome.Reply(reply), EDNS);
                    // The name, its type and its class.
                    assertThat(reply).containsSequence(hex("076578616d706c6503636f6d00001c0001"));
                });
    }

    @Test
    void the_seeds_are_what_they_should_be() {
        assertThat(((Outcome.Reply) open.answer(OURS, Transport.UDP)).message())
                .endsWith(10, 1, 0, 2);
        assertThat(((Outcome.Reply) open.answer(REVERSE, Transport.UDP)).message()[7]).isOne();
        Outcome.Forward forward = (Outcome.Forward) open.answer(EDNS, Transport.UDP);
        assertThat(forward.reply(ANSWER)[3] & 15).isZero();
        assertThat(forward.reply(ANSWER)[7]).isEqualTo((byte) 3);
    }

    private static void check(Outcome outcome, byte[] query) {
        switch (outcome) {
            case Outcome.Silence() -> {}
            case Outcome.Reply(byte[] reply) -> {
                assertThat(reply.length).isGreaterThanOrEqualTo(HEADER);
                assertThat(reply).startsWith(query[0], query[1]);
                assertThat(reply[2] & 0x80).as("it is an answer").isNotZero();
            }
            case Outcome.Forward forward -> {
                byte[] message = forward.message();
                assertThat(message).startsWith(0, 0);
                assertThat(message[2] & 0x80).as("it is a question").isZero();
                assertThat(message.length).isLessThan(HEADER + 255 + 4 + 12);
            }
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
