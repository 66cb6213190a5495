package dev.jong.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many containers that are connected, and many ports.
@Tag("root")
class NetworkLoadTest {
    private static final int FIRST_PORT = 20_000;

    private Site site;
    private NetworkTraces traces;

    @BeforeEach
    void open() {
        Needs.program("/usr/sbin/nft");
        site = Site.open(Account.root());
        traces = NetworkTraces.of(site);
    }

    @AfterEach
    void close() {
        site.end();
    }

    /// Five addresses for containers: with 200 of them each is given forty times.
    @Test
    void W03_containers_with_a_published_port_come_and_go_and_leave_nothing() {
        site.succeeds("network", "create", "--subnet", "10.217.0.0/29", "tiny");
        connected();
        Await.that(() -> traces.left().isEmpty(), "nothing is left of the first one");
        String rules = traces.rules();
        String devices = NetworkTraces.devices("").toString();
        for (int i = 0; i < Load.of(200, 10_000); i++) {
            connected();
        }
        Await.that(
                () -> NetworkTraces.devices("").toString().equals(devices),
                () -> devices + ", but there are " + NetworkTraces.devices(""));
        assertThat(traces.left()).isEmpty();
        assertThat(traces.rules()).isEqualTo(rules).contains("10.217.0.0/29");
    }

    private void connected() {
        String port = FIRST_PORT + ":80";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--network",
                                        "tiny",
                                        "-p",
                                        port,
                                        "box",
                                        "ip",
                                        "-4",
                                        "-o",
                                        "addr",
                                        "show",
                                        "dev",
                                        "eth0")
                                .text())
                .contains("inet 10.217.0.");
    }

    @Test
    void W14_many_published_ports_are_all_reached_and_all_removed() throws IOException {
        int containers = Load.of(5, 50);
        int ports = 100;
        long start = System.nanoTime();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < containers; i++) {
            int first = FIRST_PORT + i * ports;
            String name = "c" + i;
            names.add(name);
            site.succeeds(
                    "run",
                    "-d",
                    "--name",
                    name,
                    "--hostname",
                    name,
                    "-p",
                    first + "-" + (first + ports - 1) + ":7000-" + (7000 + ports - 1),
                    "box",
                    "probe",
                    "answer",
                    "7000",
                    "" + ports);
        }
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        assertThat(taken).isLessThan(Duration.ofSeconds(10));
        for (String name : names) {
            Await.that(() -> site.jong("logs", name).text().contains("ready"), name + " answers");
        }
        for (int i = 0; i < containers * ports; i++) {
            assertThat(answer(FIRST_PORT + i)).startsWith("c" + i / ports + " saw ");
        }
        List<String> remove = new ArrayList<>(List.of("rm", "-f"));
        remove.addAll(names);
        site.succeeds(remove.toArray(new String[0]));
        assertThat(traces.ports()).isEmpty();
        Await.that(() -> traces.left().isEmpty(), () -> "nothing is left, but " + traces.left());
    }

    private static String answer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return new String(
                    socket.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
