package dev.jong.network.name;

import static dev.jong.network.name.Queries.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class UpstreamServersTest {
    private static final byte[] QUERY = Queries.query("example.com", Type.A);
    private static final UpstreamServers.Patience SHORT =
            new UpstreamServers.Patience(Duration.ofMillis(300), Duration.ofMillis(900));
    private static final UpstreamServers.Patience LONG =
            new UpstreamServers.Patience(Duration.ofSeconds(8), Duration.ofSeconds(24));

    private static Optional<byte[]> ask(
            UpstreamServers.Patience patience, InetSocketAddress... servers) {
        return upstream(patience, servers).ask(QUERY, List.of());
    }

    private static UpstreamServers upstream(
            UpstreamServers.Patience patience, InetSocketAddress... servers) {
        return new UpstreamServers(() -> List.of(servers), new SecureRandom(), patience);
    }

    private static Message answer(byte[] query, String address) {
        Message answer = Queries.answer(query);
        answer.addRecord(
                new ARecord(
                        answer.getQuestion().getName(),
                        DClass.IN,
                        60,
                        InetAddress.ofLiteral(address)),
                Section.ANSWER);
        return answer;
    }

    private static ScriptedServer server(String address) throws IOException {
        return new ScriptedServer((query, transport) -> List.of(answer(query, address).toWire()));
    }

    private static ScriptedServer failing(int rcode) throws IOException {
        return new ScriptedServer((query, transport) -> {
            Message answer = Queries.answer(query);
            answer.getHeader().setRcode(rcode);
            return List.of(answer.toWire());
        });
    }

    private static List<String> read(Optional<byte[]> answer) {
        return data(Queries.read(answer.orElseThrow()));
    }

    @Test
    void the_first_server_answers_by_datagram() throws IOException {
        try (ScriptedServer one = server("192.0.2.1");
                ScriptedServer two = server("192.0.2.2")) {
            assertThat(read(ask(LONG, one.address(), two.address()))).containsExactly("192.0.2.1");
            assertThat(two.queries()).isEmpty();
        }
    }

    @Test
    void each_query_has_an_id_and_a_port_of_its_own() throws IOException {
        try (ScriptedServer one = server("192.0.2.1")) {
            UpstreamServers upstream = upstream(LONG, one.address());
            Set<Integer> ids = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                upstream.ask(QUERY, List.of());
            }
            one.queries().forEach(query -> ids.add(QueryHeader.of(query).id()));
            assertThat(ids).hasSizeGreaterThan(30).doesNotContain(Queries.ID, Queries.ID);
            assertThat(new HashSet<>(one.ports())).hasSizeGreaterThan(10);
        }
    }

    @Test
    void a_cut_answer_is_fetched_by_connection() throws IOException {
        try (ScriptedServer one =
                new ScriptedServer((query, transport) -> {
                    Message answer =
                            transport == Transport.TCP
                                    ? answer(query, "192.0.2.1")
                                    : Queries.answer(query);
                    if (transport == Transport.UDP) {
                        answer.getHeader().setFlag(Flags.TC);
                    }
                    return List.of(answer.toWire());
                })) {
            assertThat(read(ask(LONG, one.address()))).containsExactly("192.0.2.1");
            assertThat(one.queries()).hasSize(2);
        }
    }

    @Test
    void a_cut_answer_is_better_than_none() throws IOException {
        try (ScriptedServer one =
                new ScriptedServer((query, transport) -> {
                    Message answer = answer(query, "192.0.2.1");
                    answer.getHeader().setFlag(Flags.TC);
                    return transport == Transport.UDP ? List.of(answer.toWire()) : List.of();
                })) {
            Message answer = Queries.read(ask(LONG, one.address()).orElseThrow());
            assertThat(data(answer)).containsExactly("192.0.2.1");
            assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
        }
    }

    @Test
    void Z23_answers_to_other_questions_are_passed_over() throws IOException {
        try (ScriptedServer one =
                new ScriptedServer((query, transport) -> {
                    Message good = answer(query, "192.0.2.1");
                    byte[] otherId = answer(query, "203.0.113.1").toWire();
                    otherId[0] ^= 1;
                    byte[] noAnswer = answer(query, "203.0.113.2").toWire();
                    noAnswer[2] &= 0x7f;
                    byte[] otherName = answer(query, "203.0.113.3").toWire();
                    otherName[14] ^= 1;
                    byte[] otherType = answer(query, "203.0.113.4").toWire();
                    otherType[query.length - 3] = Type.AAAA;
                    byte[] noQuestion = answer(query, "203.0.113.5").toWire();
                    noQuestion[5] = 0;
                    return List.of(
                            new byte[0],
                            new byte[] {query[0], query[1], (byte) 0x80, 0},
                            otherId,
                            noAnswer,
                            otherName,
                            otherType,
                            noQuestion,
                            good.toWire());
                })) {
            assertThat(read(ask(LONG, one.address()))).containsExactly("192.0.2.1");
            assertThat(one.queries()).hasSize(1);
        }
    }

    @Test
    void a_server_may_write_the_name_in_its_own_case() {
        byte[] query = Queries.query("eXample.com", Type.A);
        byte[] answer = Queries.answer(Queries.query("Example.COM", Type.A)).toWire();
        assertThat(ServerExchange.answers(query, answer, answer.length)).isTrue();
    }

    @Test
    void types_have_no_case() {
        // 65 is HTTPS, and an `A` as a letter; 97 would be an `a`.
        byte[] query = Queries.query("example.com", 65);
        byte[] answer = Queries.answer(Queries.query("example.com", 97)).toWire();
        assertThat(ServerExchange.answers(query, answer, answer.length)).isFalse();
    }

    @Test
    void R065_a_silent_server_makes_room_for_the_next_and_is_asked_last_for_a_while()
            throws IOException {
        try (ScriptedServer dead = ScriptedServer.silent();
                ScriptedServer two = server("192.0.2.2")) {
            UpstreamServers upstream = upstream(SHORT, dead.address(), two.address());
            assertThat(read(upstream.ask(QUERY, List.of()))).containsExactly("192.0.2.2");
            assertThat(read(upstream.ask(QUERY, List.of()))).containsExactly("192.0.2.2");
            assertThat(dead.queries()).hasSize(1);
        }
    }

    @Test
    void a_server_that_is_not_there_costs_no_time() throws IOException {
        InetSocketAddress nobody;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            nobody = (InetSocketAddress) free.getLocalSocketAddress();
        }
        try (ScriptedServer two = server("192.0.2.2")) {
            long start = System.nanoTime();
            assertThat(read(ask(LONG, nobody, two.address()))).containsExactly("192.0.2.2");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void a_lost_datagram_is_sent_again() throws IOException {
        int[] count = {0};
        try (ScriptedServer one =
                new ScriptedServer((query, transport) ->
                        count[0]++ == 0
                                ? List.of()
                                : List.of(answer(query, "192.0.2.1").toWire()))) {
            assertThat(read(ask(SHORT, one.address()))).containsExactly("192.0.2.1");
        }
    }

    @Test
    void R065_the_usual_wait_for_nobody_is_shorter_than_clients_wait() throws IOException {
        try (ScriptedServer dead = ScriptedServer.silent()) {
            long start = System.nanoTime();
            UpstreamServers upstream =
                    new UpstreamServers(() -> List.of(dead.address()), new SecureRandom());
            assertThat(upstream.ask(QUERY, List.of())).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(3), Duration.ofMillis(4_950));
            assertThat(dead.queries()).hasSize(3);
        }
    }

    @Test
    void a_server_that_fails_lets_the_next_speak() throws IOException {
        for (int rcode : new int[] {Rcode.SERVFAIL, Rcode.REFUSED, Rcode.NOTIMP}) {
            try (ScriptedServer one = failing(rcode);
                    ScriptedServer two = server("192.0.2.2")) {
                assertThat(read(ask(LONG, one.address(), two.address())))
                        .containsExactly("192.0.2.2");
            }
        }
    }

    @Test
    void when_all_fail_their_answer_is_the_answer() throws IOException {
        try (ScriptedServer one = failing(Rcode.REFUSED)) {
            Optional<byte[]> answer = ask(LONG, one.address());
            assertThat(Queries.read(answer.orElseThrow()).getRcode()).isEqualTo(Rcode.REFUSED);
            assertThat(one.queries()).hasSize(1);
        }
    }

    @Test
    void that_there_is_no_such_name_is_an_answer() throws IOException {
        try (ScriptedServer one = failing(Rcode.NXDOMAIN);
                ScriptedServer two = server("192.0.2.2")) {
            Optional<byte[]> answer = ask(LONG, one.address(), two.address());
            assertThat(Queries.read(answer.orElseThrow()).getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(two.queries()).isEmpty();
        }
    }

    @Test
    void who_asks_is_not_asked() throws IOException {
        try (ScriptedServer self = server("192.0.2.1");
                ScriptedServer two = server("192.0.2.2")) {
            UpstreamServers upstream = upstream(LONG, self.address(), two.address());
            assertThat(read(upstream.ask(QUERY, List.of(self.address()))))
                    .containsExactly("192.0.2.2");
            assertThat(upstream(LONG, self.address()).ask(QUERY, List.of(self.address())))
                    .isEmpty();
            assertThat(self.queries()).isEmpty();
        }
    }

    @Test
    void no_servers_no_answer() {
        assertThat(ask(LONG)).isEmpty();
    }

    @Test
    void the_servers_are_those_of_the_moment() throws IOException {
        try (ScriptedServer one = server("192.0.2.1");
                ScriptedServer two = server("192.0.2.2")) {
            List<InetSocketAddress> now = new java.util.ArrayList<>(List.of(one.address()));
            UpstreamServers upstream =
                    new UpstreamServers(() -> List.copyOf(now), new SecureRandom(), LONG);
            assertThat(read(upstream.ask(QUERY, List.of()))).containsExactly("192.0.2.1");
            now.set(0, two.address());
            assertThat(read(upstream.ask(QUERY, List.of()))).containsExactly("192.0.2.2");
        }
    }

    @Test
    void an_interrupt_ends_the_wait() throws Exception {
        try (ScriptedServer dead = ScriptedServer.silent()) {
            Thread asking = Thread.ofVirtual().start(() -> ask(LONG, dead.address()));
            while (dead.queries().isEmpty()) {
                Thread.sleep(5);
            }
            asking.interrupt();
            assertThat(asking.join(Duration.ofSeconds(5))).isTrue();
        }
    }
}
