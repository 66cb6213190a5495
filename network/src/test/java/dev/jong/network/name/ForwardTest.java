package dev.jong.network.name;

import static dev.jong.network.name.Queries.data;
import static dev.jong.network.name.Queries.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ForwardTest {
    private final AnswerQuery answer =
            new AnswerQuery(new ServedNetwork("net", false, new FakeZone()));

    private Outcome.Forward forward(byte[] query, Transport transport) {
        return (Outcome.Forward) answer.answer(query, transport);
    }

    @Test
    void the_question_goes_on_and_nothing_else_that_the_client_wrote() {
        Message query = Queries.message("Example.com", Type.MX);
        query.getHeader().setFlag(Flags.CD);
        query.addRecord(
                new OPTRecord(
                        4096,
                        0,
                        0,
                        ExtendedFlags.DO,
                        java.util.List.of(new org.xbill.DNS.CookieOption(new byte[8]))),
                Section.ADDITIONAL);
        Message sent = Queries.read(forward(query.toWire(), Transport.UDP).message());
        assertThat(sent.getHeader().getID()).isZero();
        assertThat(sent.getHeader().printFlags()).isEqualTo("rd cd ");
        assertThat(sent.getQuestion()).isEqualTo(query.getQuestion());
        assertThat(sent.getOPT().getPayloadSize()).isEqualTo(1232);
        assertThat(sent.getOPT().getFlags()).isEqualTo(ExtendedFlags.DO);
        assertThat(sent.getOPT().getOptions()).isEmpty();
    }

    @Test
    void a_client_without_edns_is_not_given_it() {
        Outcome.Forward forward = forward(query("example.com", Type.A), Transport.UDP);
        assertThat(Queries.read(forward.message()).getSection(Section.ADDITIONAL)).isEmpty();
        Message from = Queries.answer(forward.message());
        from.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
        assertThat(Queries.read(forward.reply(from.toWire())).getOPT()).isNull();
    }

    @Test
    void the_client_gets_what_upstream_says_under_its_own_id() {
        Outcome.Forward forward = forward(query("ExAmple.com", Type.A, 4096), Transport.UDP);
        Message from = Queries.answer(forward.message());
        from.getHeader().setID(0x7777);
        from.getHeader().setFlag(Flags.AD);
        from.addRecord(
                new ARecord(
                        Queries.name("example.com"),
                        DClass.IN,
                        300,
                        InetAddress.ofLiteral("192.0.2.1")),
                Section.ANSWER);
        Message reply = Queries.read(forward.reply(from.toWire()));
        assertThat(reply.getHeader().getID()).isEqualTo(Queries.ID);
        assertThat(reply.getHeader().printFlags()).isEqualTo("qr rd ra ad ");
        assertThat(reply.getQuestion().getName().toString()).isEqualTo("ExAmple.com.");
        assertThat(data(reply)).containsExactly("192.0.2.1");
        assertThat(reply.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(300);
        assertThat(reply.getOPT().getPayloadSize()).isEqualTo(1232);
    }

    @Test
    void codes_beyond_fifteen_arrive() {
        Outcome.Forward forward = forward(query("example.com", Type.A, 4096), Transport.UDP);
        Message from = Queries.answer(forward.message());
        from.getHeader().setRcode(Rcode.BADCOOKIE & 15);
        from.addRecord(new OPTRecord(1232, Rcode.BADCOOKIE >> 4, 0), Section.ADDITIONAL);
        assertThat(Queries.read(forward.reply(from.toWire())).getRcode())
                .isEqualTo(Rcode.BADCOOKIE);
    }

    @Test
    void a_long_answer_is_cut_for_a_datagram_and_whole_on_a_connection() {
        byte[] query = query("example.com", Type.TXT);
        Message from = Queries.answer(forward(query, Transport.UDP).message());
        for (int i = 0; i < 20; i++) {
            from.addRecord(
                    new TXTRecord(Queries.name("example.com"), DClass.IN, 1, "x".repeat(100) + i),
                    Section.ANSWER);
        }
        byte[] cut = forward(query, Transport.UDP).reply(from.toWire());
        assertThat(cut.length).isLessThanOrEqualTo(512);
        assertThat(Queries.read(cut).getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(data(Queries.read(cut))).hasSize(4);
        Message whole = Queries.read(forward(query, Transport.TCP).reply(from.toWire()));
        assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(data(whole)).hasSize(20);
    }

    @Test
    void what_only_helps_may_be_cut_off_without_a_word() {
        byte[] query = query("example.com", Type.A);
        Message from = Queries.answer(forward(query, Transport.UDP).message());
        for (int i = 0; i < 20; i++) {
            from.addRecord(
                    new TXTRecord(Queries.name("example.com"), DClass.IN, 1, "x".repeat(100) + i),
                    Section.ADDITIONAL);
        }
        byte[] cut = forward(query, Transport.UDP).reply(from.toWire());
        assertThat(cut.length).isLessThanOrEqualTo(512);
        assertThat(Queries.read(cut).getHeader().getFlag(Flags.TC)).isFalse();
    }

    @Test
    void what_was_cut_off_upstream_stays_so() {
        Outcome.Forward forward = forward(query("example.com", Type.A), Transport.TCP);
        Message from = Queries.answer(forward.message());
        from.getHeader().setFlag(Flags.TC);
        assertThat(Queries.read(forward.reply(from.toWire())).getHeader().getFlag(Flags.TC))
                .isTrue();
    }

    @Test
    void an_answer_that_can_not_be_read_is_a_failure_of_the_server() {
        Outcome.Forward forward = forward(query("example.com", Type.A), Transport.UDP);
        byte[] from = Queries.answer(forward.message()).toWire();
        from[7] = 1;
        Message reply = Queries.read(forward.reply(from));
        assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(reply.getHeader().getID()).isEqualTo(Queries.ID);
    }
}
