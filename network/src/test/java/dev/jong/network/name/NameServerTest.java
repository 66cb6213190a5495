package dev.jong.network.name;

import static dev.jong.network.name.Queries.byConnection;
import static dev.jong.network.name.Queries.byDatagram;
import static dev.jong.network.name.Queries.data;
import static dev.jong.network.name.Queries.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class NameServerTest {
    private static final Limits SMALL =
            new Limits(2, 2, 3, 3, Duration.ofSeconds(10), Duration.ofSeconds(20));

    private final FakeZone zone = new FakeZone().with("web", "10.1.0.2");
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private InetSocketAddress start(
            Zone served, boolean internal, Upstream upstream, Limits limits) {
        NameSockets sockets = NameSockets.open(List.of(InetAddress.ofLiteral("127.0.0.1")), 0);
        ServedNetwork network = new ServedNetwork("net", internal, served);
        open.add(NameServer.start(sockets, network, upstream, limits));
        return sockets.addresses().getFirst();
    }

    private InetSocketAddress start(Upstream upstream) {
        return start(zone, false, upstream, Limits.USUAL);
    }

    private static Optional<byte[]> nobody(byte[] query, List<InetSocketAddress> asking) {
        return Optional.empty();
    }

    private static Optional<byte[]> noSuchName(byte[] query, List<InetSocketAddress> asking) {
        Message answer = Queries.answer(query);
        answer.getHeader().setRcode(Rcode.NXDOMAIN);
        return Optional.of(answer.toWire());
    }

    @Test
    void answers_datagrams_and_connections() throws IOException {
        InetSocketAddress server = start(NameServerTest::nobody);
        assertThat(data(Queries.read(byDatagram(server, query("web", Type.A)))))
                .containsExactly("10.1.0.2");
        byte[] second = byConnection(server, query("web.net", Type.AAAA), query("web.net", Type.A));
        assertThat(data(Queries.read(second))).containsExactly("10.1.0.2");
    }

    @Test
    void listens_on_all_addresses_at_one_port() throws IOException {
        List<InetAddress> addresses =
                List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2"));
        NameSockets sockets = NameSockets.open(addresses, 0);
        ServedNetwork network = new ServedNetwork("net", false, zone);
        open.add(NameServer.start(sockets, network, NameServerTest::nobody, Limits.USUAL));
        assertThat(sockets.addresses()).hasSize(2);
        for (InetSocketAddress server : sockets.addresses()) {
            assertThat(data(Queries.read(byDatagram(server, query("web", Type.A)))))
                    .containsExactly("10.1.0.2");
            assertThat(data(Queries.read(byConnection(server, query("web", Type.A)))))
                    .containsExactly("10.1.0.2");
        }
    }

    @Test
    void asks_upstream_for_other_names() throws IOException {
        List<List<InetSocketAddress>> askers = new ArrayList<>();
        InetSocketAddress server =
                start((query, asking) -> {
                    askers.add(asking);
                    return noSuchName(query, asking);
                });
        for (byte[] reply :
                List.of(
                        byDatagram(server, query("example.com", Type.A)),
                        byConnection(server, query("example.com", Type.A)))) {
            Message answer = Queries.read(reply);
            assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(answer.getHeader().getID()).isEqualTo(Queries.ID);
            assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
        }
        assertThat(askers).containsExactly(List.of(server), List.of(server));
    }

    @Test
    void N03_an_internal_network_asks_nobody() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        InetSocketAddress server =
                start(
                        zone,
                        true,
                        (query, asking) -> {
                            asked.incrementAndGet();
                            return Optional.empty();
                        },
                        Limits.USUAL);
        for (byte[] reply :
                List.of(
                        byDatagram(server, query("secret.evil.example", Type.TXT)),
                        byConnection(server, query("secret.evil.example", Type.TXT)))) {
            assertThat(Queries.read(reply).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void silence_and_mistakes_upstream_are_failures_of_the_server() throws IOException {
        List<Upstream> mistakes =
                List.of(
                        NameServerTest::nobody,
                        (query, asking) -> Optional.of(new byte[] {1}),
                        (query, asking) -> {
                            throw new IllegalStateException();
                        });
        for (Upstream mistake : mistakes) {
            InetSocketAddress server = start(mistake);
            byte[] reply = byDatagram(server, query("example.com", Type.A));
            assertThat(Queries.read(reply).getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
    }

    @Test
    void a_zone_that_fails_is_a_failure_of_the_server_and_not_its_end() throws IOException {
        Zone broken =
                new Zone() {
                    private int times;

                    @Override
                    public Optional<List<InetAddress>> addresses(String name) {
                        if (times++ == 0) {
                            throw new IllegalStateException();
                        }
                        return zone.addresses(name);
                    }

                    @Override
                    public List<String> names(InetAddress address) {
                        return List.of();
                    }

                    @Override
                    public boolean contains(InetAddress address) {
                        return true;
                    }
                };
        InetSocketAddress server = start(broken, false, NameServerTest::nobody, Limits.USUAL);
        Message failed = Queries.read(byDatagram(server, query("web", Type.A)));
        assertThat(failed.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(failed.getHeader().getID()).isEqualTo(Queries.ID);
        assertThat(data(Queries.read(byDatagram(server, query("web", Type.A)))))
                .containsExactly("10.1.0.2");
    }

    @Test
    void strangers_get_nothing() throws IOException {
        Zone elsewhere =
                new Zone() {
                    @Override
                    public Optional<List<InetAddress>> addresses(String name) {
                        return zone.addresses(name);
                    }

                    @Override
                    public List<String> names(InetAddress address) {
                        return zone.names(address);
                    }

                    @Override
                    public boolean contains(InetAddress address) {
                        return false;
                    }
                };
        InetSocketAddress server = start(elsewhere, false, NameServerTest::nobody, Limits.USUAL);
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] query = query("web", Type.A);
            socket.send(new DatagramPacket(query, query.length, server));
            socket.setSoTimeout(300);
            assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[512], 512)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void Z23_garbage_ends_neither_loop() throws IOException {
        InetSocketAddress server = start(NameServerTest::nobody);
        java.util.Random random = new java.util.Random(1);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 200; i++) {
                byte[] garbage = new byte[random.nextInt(600)];
                random.nextBytes(garbage);
                socket.send(new DatagramPacket(garbage, garbage.length, server));
            }
            byte[] huge = new byte[60_000];
            socket.send(new DatagramPacket(huge, huge.length, server));
        }
        for (byte[] garbage :
                List.of(
                        new byte[0],
                        new byte[] {0},
                        new byte[] {(byte) 255, (byte) 255, 1},
                        new byte[2])) {
            try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
                socket.getOutputStream().write(garbage);
            }
        }
        assertThat(data(Queries.read(byDatagram(server, query("web", Type.A)))))
                .containsExactly("10.1.0.2");
        assertThat(data(Queries.read(byConnection(server, query("web", Type.A)))))
                .containsExactly("10.1.0.2");
    }

    @Test
    void connections_beyond_the_limit_are_closed_and_places_become_free_again() throws Exception {
        InetSocketAddress server = start(zone, false, NameServerTest::nobody, SMALL);
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                held.add(new Socket(server.getAddress(), server.getPort()));
                held.getLast().getOutputStream().write(Frame.of(query("web", Type.A)));
                assertThat(held.getLast().getInputStream().read()).isZero();
            }
            try (Socket more = new Socket(server.getAddress(), server.getPort())) {
                assertThat(isClosed(more)).isTrue();
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
        boolean served = false;
        for (int i = 0; i < 100 && !served; i++) {
            try {
                served = byConnection(server, query("web", Type.A)).length > 0;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        assertThat(served).isTrue();
    }

    @Test
    void a_connection_that_says_nothing_is_closed() throws IOException {
        Limits impatient = new Limits(2, 2, 3, 3, Duration.ofMillis(200), Duration.ofSeconds(20));
        InetSocketAddress server = start(zone, false, NameServerTest::nobody, impatient);
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.getOutputStream().write(0);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void a_connection_that_never_reads_is_closed() throws Exception {
        Limits shortLife = new Limits(2, 2, 3, 3, Duration.ofSeconds(20), Duration.ofMillis(700));
        String[] crowd = new String[250];
        for (int i = 0; i < crowd.length; i++) {
            crowd[i] = "10.1.1." + i;
        }
        zone.with("crowd", crowd);
        InetSocketAddress server = start(zone, false, NameServerTest::nobody, shortLife);
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            byte[] query = Frame.of(query("crowd", Type.A));
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    socket.getOutputStream().write(query);
                                }
                            })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void queries_beyond_the_limit_fail_at_once_and_the_network_is_answered_meanwhile()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        Upstream slow =
                (query, asking) -> {
                    asked.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        return Optional.empty();
                    }
                    return noSuchName(query, asking);
                };
        InetSocketAddress server = start(zone, false, slow, SMALL);
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] query = query("example.com", Type.A);
            for (int i = 0; i < 2; i++) {
                socket.send(new DatagramPacket(query, query.length, server));
            }
            asked.await();
            assertThat(Queries.read(byDatagram(server, query)).getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(Queries.read(byConnection(server, query)).getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(data(Queries.read(byDatagram(server, query("web", Type.A)))))
                    .containsExactly("10.1.0.2");
            go.countDown();
            socket.setSoTimeout(5_000);
            for (int i = 0; i < 2; i++) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                assertThat(packet.getData()[3] & 15).isEqualTo(Rcode.NXDOMAIN);
            }
        }
        assertThat(Queries.read(byDatagram(server, query("example.com", Type.A))).getRcode())
                .isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void close_ends_queries_and_connections_and_waits_for_their_threads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Upstream endless =
                (query, asking) -> {
                    asked.countDown();
                    try {
                        Thread.sleep(Duration.ofMinutes(5));
                    } catch (InterruptedException e) {
                        ended.incrementAndGet();
                    }
                    return Optional.empty();
                };
        InetSocketAddress server = start(endless);
        try (DatagramSocket socket = new DatagramSocket();
                Socket idle = new Socket(server.getAddress(), server.getPort())) {
            byte[] query = query("example.com", Type.A);
            socket.send(new DatagramPacket(query, query.length, server));
            asked.await();
            long start = System.nanoTime();
            open.removeFirst().close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(ended).hasValue(1);
            assertThat(isClosed(idle)).isTrue();
        }
        NameSockets.open(List.of(server.getAddress()), server.getPort()).close();
    }

    @Test
    void an_address_that_is_taken_is_named_and_the_others_are_let_go() throws IOException {
        InetAddress first = InetAddress.ofLiteral("127.0.0.1");
        InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        try (NameSockets taken = NameSockets.open(List.of(second), 0)) {
            int port = taken.addresses().getFirst().getPort();
            assertThatThrownBy(() -> NameSockets.open(List.of(first, second), port))
                    .isInstanceOf(JongException.class)
                    .hasMessage(
                            "cannot answer to names on 127.0.0.2 port "
                                    + port
                                    + ": Address already in use");
            NameSockets.open(List.of(first), port).close();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
