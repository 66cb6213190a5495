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
import java.util.Set;
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

    /// Each is used, so that the kernel has it; volumes are made beside them. Single commands are slow now and then for
    /// reasons of the machine, so that what is compared is not below a twentieth of a second.
    @Test
    void W13_many_networks_and_volumes_make_the_next_one_no_slower_and_all_go() {
        int networks = Load.of(20, 200);
        int volumes = Load.of(100, 1_000);
        String rules = traces.rules();
        Set<String> devices = NetworkTraces.devices("jg");
        List<Long> taken = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < volumes; i++) {
            String name = "n" + i;
            names.add(name);
            long start = System.nanoTime();
            site.succeeds("volume", "create", name);
            if (i < networks) {
                site.succeeds("network", "create", name);
                taken.add(System.nanoTime() - start);
                site.succeeds("run", "--rm", "--network", name, "-v", name + ":/v", "box", "true");
            } else {
                taken.add(System.nanoTime() - start);
            }
        }
        assertThat(site.succeeds("network", "ls", "-q").lines()).hasSize(networks + 3);
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(volumes);
        assertThat(NetworkTraces.bridgesSince(devices)).as("besides " + devices).hasSize(networks);
        slower(taken.subList(0, networks));
        slower(taken.subList(networks, volumes));
        removed("network", names.subList(0, networks));
        removed("volume", names);
        assertThat(NetworkTraces.bridgesSince(devices)).isEmpty();
        assertThat(traces.rules()).doesNotContain("10.", "172.", "192.168.", "jg");
        assertThat(rules).isEmpty();
        assertThat(traces.left()).isEmpty();
    }

    private static void slower(List<Long> taken) {
        int part = Math.max(taken.size() / 10, 5);
        long floor = Duration.ofMillis(50).toNanos();
        long start = Math.max(floor, percentile(taken.subList(0, part)));
        assertThat(percentile(taken.subList(taken.size() - part, taken.size())))
                .as("nanoseconds at the end; at the start " + start)
                .isLessThan(2 * start);
    }

    /// The 99th, of a hundred and more; of fewer the second longest.
    private static long percentile(List<Long> taken) {
        List<Long> sorted = new ArrayList<>(taken);
        sorted.sort(null);
        return sorted.get(sorted.size() - 1 - Math.max(1, sorted.size() / 100));
    }

    private void removed(String kind, List<String> names) {
        List<String> command = new ArrayList<>(List.of(kind, "rm"));
        command.addAll(names);
        site.succeeds(command.toArray(new String[0]));
    }

    private static String answer(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return new String(
                    socket.getInputStream().readAllBytes(),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
