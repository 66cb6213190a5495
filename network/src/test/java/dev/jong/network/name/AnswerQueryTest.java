package dev.jong.network.name;

import static dev.jong.network.name.Queries.data;
import static dev.jong.network.name.Queries.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AnswerQueryTest {
    private final FakeZone zone =
            new FakeZone()
                    .with("web", "10.1.0.2", "fd00::2")
                    .with("0123456789ab", "10.1.0.2")
                    .with("four", "10.1.0.4")
                    .with("lost")
                    .with("all", "10.1.0.2", "10.1.0.4", "10.1.0.5")
                    .with("my_app.1", "10.1.0.6");
    private final AnswerQuery open = new AnswerQuery(new ServedNetwork("Back.End", false, zone));
    private final AnswerQuery internal = new AnswerQuery(new ServedNetwork("Back.End", true, zone));

    private static Message reply(AnswerQuery answer, byte[] query, Transport transport) {
        Outcome outcome = answer.answer(query, transport);
        assertThat(outcome).isInstanceOf(Outcome.Reply.class);
        return Queries.read(((Outcome.Reply) outcome).message());
    }

    private Message reply(byte[] query) {
        return reply(open, query, Transport.UDP);
    }

    @ParameterizedTest
    @CsvSource({
        "web, A, 10.1.0.2",
        "web, AAAA, fd00:0:0:0:0:0:0:2",
        "WEB, A, 10.1.0.2",
        "wEb.bAcK.eNd, A, 10.1.0.2",
        "0123456789ab, A, 10.1.0.2",
        "my_app.1, A, 10.1.0.6",
        "My_App.1.back.end, A, 10.1.0.6",
        "2.0.1.10.in-addr.arpa, PTR, 0123456789ab.back.end.",
        "4.0.1.10.IN-ADDR.ARPA, PTR, all.back.end."
    })
    void containers_are_found(String name, String type, String data) {
        Message answer = reply(query(name, Type.value(type)));
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(data(answer).getFirst()).isEqualTo(data);
        assertThat(answer.getSection(Section.ANSWER).getFirst().getTTL()).isLessThan(60);
    }

    @Test
    void an_address_of_version_6_has_a_name() {
        String reverse = "2" + ".0".repeat(27) + ".0.0.d.f.ip6.arpa";
        assertThat(data(reply(query(reverse, Type.PTR)))).containsExactly("web.back.end.");
    }

    @Test
    void an_answer_has_the_question_as_it_was_asked_and_the_bits_of_a_server() {
        Message query = Queries.message("WeB", Type.A);
        query.getHeader().setFlag(Flags.CD);
        query.getHeader().setFlag(Flags.AD);
        Message answer = reply(query.toWire());
        assertThat(answer.getHeader().getID()).isEqualTo(Queries.ID);
        assertThat(answer.getQuestion().getName().toString()).isEqualTo("WeB.");
        assertThat(answer.getHeader().printFlags()).isEqualTo("qr aa rd ra cd ");
        assertThat(answer.getOPT()).isNull();
    }

    @Test
    void recursion_that_nobody_desires_is_not_said_to_be_desired() {
        Message query = Queries.message("web", Type.A);
        query.getHeader().unsetFlag(Flags.RD);
        assertThat(reply(query.toWire()).getHeader().printFlags()).isEqualTo("qr aa ra ");
    }

    @ParameterizedTest
    @CsvSource({
        "four, AAAA",
        "four.back.end, AAAA",
        "lost, A",
        "web, MX",
        "web, HTTPS",
        "2.0.1.10.in-addr.arpa, A"
    })
    void a_known_name_without_such_a_record_is_known_all_the_same(String name, String type) {
        Message answer = reply(query(name, Type.value(type)));
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(data(answer)).isEmpty();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void whoever_asks_for_anything_gets_all_addresses() {
        assertThat(data(reply(query("web", Type.ANY))))
                .containsExactlyInAnyOrder("10.1.0.2", "fd00:0:0:0:0:0:0:2");
    }

    @Test
    void containers_of_one_name_take_turns_whatever_else_is_asked_between() {
        List<String> firsts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Message answer = reply(query("all", Type.A));
            assertThat(data(answer)).containsExactlyInAnyOrder("10.1.0.2", "10.1.0.4", "10.1.0.5");
            firsts.add(data(answer).getFirst());
            reply(query("all", Type.AAAA));
            reply(query("web", Type.A));
        }
        assertThat(firsts.subList(0, 3))
                .containsExactlyInAnyOrder("10.1.0.2", "10.1.0.4", "10.1.0.5");
        assertThat(firsts.subList(3, 6)).isEqualTo(firsts.subList(0, 3));
    }

    @Test
    void one_address_is_told_once() {
        zone.with("twice", "10.1.0.9", "10.1.0.9");
        assertThat(data(reply(query("twice", Type.A)))).containsExactly("10.1.0.9");
    }

    @Test
    void the_zone_is_asked_each_time() {
        zone.with("new", "10.1.0.7");
        assertThat(data(reply(query("new", Type.A)))).containsExactly("10.1.0.7");
        zone.without("new");
        assertThat(open.answer(query("new", Type.A), Transport.UDP))
                .isInstanceOf(Outcome.Forward.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "nobody",
                "nobody.back.end",
                "back.end",
                "webback.end",
                "a\\.b",
                ".",
                "1.2.3.4.in-addr.arpa",
                "0.1.10.in-addr.arpa",
                "02.0.1.10.in-addr.arpa",
                "258.0.1.10.in-addr.arpa",
                "-1.0.1.10.in-addr.arpa",
                "in-addr.arpa",
                "2.0.1.10.in-addr.arpa.evil"
            })
    void N03_what_is_not_ours_is_asked_upstream_but_never_from_an_internal_network(String name) {
        for (int type : new int[] {Type.A, Type.PTR, Type.TXT, Type.ANY}) {
            assertThat(open.answer(query(name, type), Transport.UDP))
                    .isInstanceOf(Outcome.Forward.class);
            Message answer = reply(internal, query(name, type), Transport.UDP);
            assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        }
    }

    @Test
    void an_internal_network_knows_its_own() {
        assertThat(data(reply(internal, query("web", Type.A), Transport.UDP)))
                .containsExactly("10.1.0.2");
    }

    @Test
    void an_address_of_the_network_that_nobody_has_is_nobodys_business_upstream() {
        Message answer = reply(query("77.0.1.10.in-addr.arpa", Type.PTR));
        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void names_that_no_message_can_hold_are_left_out() {
        zone.with("x".repeat(64), "10.1.0.8").with("y", "10.1.0.8");
        assertThat(data(reply(query("8.0.1.10.in-addr.arpa", Type.PTR))))
                .containsExactly("y.back.end.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AXFR", "IXFR", "MAILA", "MAILB", "TKEY", "TSIG", "OPT"})
    void what_only_servers_ask_is_refused(String type) {
        assertThat(reply(query("web", Type.value(type))).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void other_classes_are_refused() {
        for (int type : new int[] {DClass.CHAOS, DClass.ANY, DClass.NONE}) {
            Message query = new Message(1);
            query.addRecord(
                    Record.newRecord(Queries.name("version.bind"), Type.TXT, type),
                    Section.QUESTION);
            assertThat(reply(query.toWire()).getRcode()).isEqualTo(Rcode.REFUSED);
        }
    }

    @Test
    void only_queries_are_answered() {
        Message query = Queries.message("web", Type.A);
        for (int opcode :
                new int[] {Opcode.IQUERY, Opcode.STATUS, Opcode.NOTIFY, Opcode.UPDATE, 15}) {
            query.getHeader().setOpcode(opcode);
            Message answer = reply(query.toWire());
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOTIMP);
            assertThat(answer.getHeader().getOpcode()).isEqualTo(opcode);
        }
    }

    @Test
    void answers_and_scraps_get_silence() {
        Message response = Queries.message("web", Type.A);
        response.getHeader().setFlag(Flags.QR);
        for (byte[] message :
                List.of(response.toWire(), new byte[0], new byte[] {1, 2, 3}, new byte[11])) {
            assertThat(open.answer(message, Transport.TCP)).isEqualTo(new Outcome.Silence());
        }
    }

    @Test
    void what_is_no_single_question_is_malformed() {
        Message two = Queries.message("web", Type.A);
        two.addRecord(two.getQuestion(), Section.QUESTION);
        Message none = new Message(Queries.ID);
        Message truncated = Queries.message("web", Type.A);
        truncated.getHeader().setFlag(Flags.TC);
        byte[] cut = query("web", Type.A);
        cut = java.util.Arrays.copyOf(cut, cut.length - 1);
        byte[] many = query("web", Type.A);
        many[6] = (byte) 255;
        for (byte[] message : List.of(two.toWire(), none.toWire(), truncated.toWire(), cut, many)) {
            Message answer = reply(message);
            assertThat(answer.getRcode()).isEqualTo(Rcode.FORMERR);
            assertThat(answer.getHeader().getID()).isEqualTo(Queries.ID);
        }
    }

    @Test
    void Z23_a_name_that_points_at_itself_is_malformed() {
        byte[] loop = new byte[18];
        loop[5] = 1;
        loop[12] = (byte) 0xc0;
        loop[13] = 12;
        loop[15] = 1;
        loop[17] = 1;
        assertThat(reply(loop).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void a_client_that_knows_edns_gets_it() {
        OPTRecord opt = reply(query("web", Type.A, 4096)).getOPT();
        assertThat(opt.getVersion()).isZero();
        assertThat(opt.getPayloadSize()).isEqualTo(1232);
        assertThat(opt.getFlags()).isEqualTo(ExtendedFlags.DO);
    }

    @Test
    void a_version_of_edns_that_nobody_knows_is_told_apart() {
        Message query = Queries.message("web", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
        assertThat(reply(query.toWire()).getRcode()).isEqualTo(Rcode.BADVERS);
    }

    @Test
    void edns_twice_is_malformed() {
        Message query = Queries.message("web", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        assertThat(reply(query.toWire()).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void what_a_datagram_does_not_hold_is_cut_off_and_says_so() {
        zone.with("crowd", crowd(200));
        Message plain = reply(query("crowd", Type.A));
        assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
        // 12 of the header, 11 of the question, 16 for each address.
        assertThat(data(plain)).hasSize((512 - 12 - 11) / 16);
        for (int claimed : new int[] {1232, 65_535}) {
            byte[] query = query("crowd", Type.A, claimed);
            Outcome.Reply large = (Outcome.Reply) open.answer(query, Transport.UDP);
            assertThat(large.message().length).isBetween(1232 - 16, 1232);
            assertThat(Queries.read(large.message()).getOPT()).isNotNull();
        }
        Outcome.Reply small =
                (Outcome.Reply) open.answer(query("crowd", Type.A, 20), Transport.UDP);
        assertThat(small.message().length).isBetween(512 - 16, 512);
    }

    @Test
    void a_connection_holds_it_all() {
        zone.with("crowd", crowd(200));
        Message answer = reply(open, query("crowd", Type.A), Transport.TCP);
        assertThat(answer.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(data(answer)).hasSize(200);
    }

    @Test
    void even_a_connection_ends_at_its_longest_message() {
        zone.with("crowd", crowd(5000));
        Outcome.Reply reply = (Outcome.Reply) open.answer(query("crowd", Type.A), Transport.TCP);
        assertThat(reply.message().length).isBetween(65_535 - 16, 65_535);
        assertThat(Queries.read(reply.message()).getHeader().getFlag(Flags.TC)).isTrue();
    }

    private static String[] crowd(int size) {
        String[] addresses = new String[size];
        for (int i = 0; i < size; i++) {
            byte[] bytes = {10, 1, (byte) (i >> 8), (byte) i};
            try {
                addresses[i] = InetAddress.getByAddress(bytes).getHostAddress();
            } catch (java.net.UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }
        return addresses;
    }
}
