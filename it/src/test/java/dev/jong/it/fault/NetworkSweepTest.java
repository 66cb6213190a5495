package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.fault.Injection.Point;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Death and errors at many points of each command that changes networks. After each, what the kernel has is what the
/// records say, and the same command succeeds. `-Djong.faults=100000` takes all points.
@Tag("root")
class NetworkSweepTest {
    private static final int POINTS = Integer.getInteger("jong.faults", 16);
    private static final String BEGUN =
            "ls run/*/net/begun 2>&1 | grep -E '^[0-9a-f]{64}$' || true";
    private static final String[] CREATE = {
        "network", "create", "--subnet", "10.219.7.0/24", "back"
    };
    private static final String[] USE = {"run", "--rm", "--network", "back", "box", "true"};

    private Site site;
    private Injection injection;
    private NetworkTraces traces;
    private Set<String> before = Set.of();

    @BeforeEach
    void open() {
        Needs.program("/usr/sbin/nft");
        site = Site.open(Account.root());
        injection = new Injection(site);
        traces = NetworkTraces.of(site);
        before = NetworkTraces.devices("jg");
    }

    @AfterEach
    void close() {
        site.removeContainers();
        Await.that(() -> traces.left().isEmpty(), () -> "nothing is left, but " + traces.left());
        site.close();
    }

    @Test
    void R021_network_create() {
        for (Point point : injection.points(POINTS, CREATE)) {
            site.succeeds("network", "rm", "-f", "back");
            Result result = injection.run(point, CREATE);
            boolean there = site.jong("network", "exists", "back").code() == 0;
            assertThat(there || result.code() != 0).as(point.toString()).isTrue();
            if (!there) {
                site.succeeds(CREATE);
            }
            site.succeeds(USE);
        }
    }

    @Test
    void R021_network_rm() {
        site.succeeds(CREATE);
        for (Point point : injection.wired(POINTS, "network", "rm", "back")) {
            site.succeeds("network", "rm", "-f", "back");
            site.succeeds(CREATE);
            site.succeeds(USE);
            Result result = injection.run(point, "network", "rm", "back");
            boolean there = site.jong("network", "exists", "back").code() == 0;
            assertThat(there && result.code() == 0).as(point.toString()).isFalse();
            if (there) {
                site.succeeds("network", "rm", "back");
            }
            assertThat(NetworkTraces.bridgesSince(before))
                    .as("%s: there %s, %s", point, there, result)
                    .isEmpty();
            assertThat(traces.rules()).as(point.toString()).doesNotContain("10.219.7.", "jg");
        }
    }

    /// The first container of a network makes it.
    @Test
    void R021_R007_run_in_a_network_that_is_made_with_a_port() {
        String[] command = {
            "run",
            "--rm",
            "--name",
            "once",
            "--network",
            "back",
            "-p",
            "8087:80",
            "box",
            "echo",
            "out"
        };
        site.succeeds(CREATE);
        for (Point point : injection.wired(2 * POINTS, command)) {
            site.succeeds("network", "rm", "-f", "back");
            site.succeeds(CREATE);
            Result result = injection.run(point, command);
            assertThat(result.code() != 0 || result.text().equals("out\n"))
                    .as(point.toString())
                    .isTrue();
            Result again = site.jong(command);
            if (again.code() != 0) {
                site.succeeds("rm", "-f", "once");
                again = site.jong(command);
            }
            assertThat(again.text()).as(point + ": " + again).isEqualTo("out\n");
            assertThat(traces.ports()).as(point.toString()).isEmpty();
            assertThat(traces.rules()).contains("10.219.7.0/24");
        }
        site.succeeds("network", "rm", "back");
        assertThat(NetworkTraces.bridgesSince(before)).isEmpty();
    }

    /// No error holds a command up, nor leaves anything that the next one is not free to take.
    @Test
    void R021_R007_run_with_a_port_where_the_kernel_is_short_of_memory() {
        String[] command = {"run", "--rm", "--name", "once", "-p", "8087:80", "box", "echo", "out"};
        // The first one makes the network, for which nft has much to say.
        site.succeeds(command);
        for (Point point : injection.shortages(4 * POINTS, command)) {
            Result result = injection.run(point, command);
            assertThat(result.code() != 0 || result.text().equals("out\n"))
                    .as("%s: %s", point, result)
                    .isTrue();
            assertThat(result.err())
                    .as(point.toString())
                    .doesNotContain("\tat ", "Exception", "internal error");
            assertThat(traces.claims()).as("%s: %s", point, result).isEmpty();
            Result again = site.jong(command);
            if (again.code() != 0) {
                site.succeeds("rm", "-f", "once");
                again = site.jong(command);
            }
            assertThat(again.text()).as("%s: %s", point, again).isEqualTo("out\n");
            Await.that(
                    () -> traces.left().isEmpty(),
                    () -> point + ": nothing is left, but " + traces.left());
        }
    }

    @Test
    void R021_network_connect_and_disconnect() {
        String[] connect = {"network", "connect", "--ip", "10.219.7.9", "back", "web"};
        String[] disconnect = {"network", "disconnect", "back", "web"};
        site.succeeds(CREATE);
        site.succeeds("run", "-d", "--name", "web", "box", "sleep", "1000");
        for (Point point : injection.wired(POINTS, connect)) {
            if (isRecorded()) {
                site.succeeds(disconnect);
            }
            Result result = injection.run(point, connect);
            agreed(point, result);
            assertThat(isRecorded() || result.code() != 0).as(point.toString()).isTrue();
            if (!isRecorded()) {
                site.succeeds(connect);
            }
            agreed(point, result);
        }
        for (Point point : injection.wired(POINTS, disconnect)) {
            if (!isRecorded()) {
                site.succeeds(connect);
            }
            Result result = injection.run(point, disconnect);
            agreed(point, result);
            assertThat(isRecorded() && result.code() == 0).as(point.toString()).isFalse();
            if (isRecorded()) {
                site.succeeds(disconnect);
            }
            agreed(point, result);
        }
        // What somebody was writing goes with the start of an engine.
        new EngineProcess(site).stop();
        site.succeeds("ps");
        site.succeeds("rm", "-f", "web");
        site.succeeds("network", "rm", "back");
    }

    private boolean isRecorded() {
        String format = "{{range $name, $net := .NetworkSettings.Networks}}{{$name}} {{end}}";
        return site.succeeds("inspect", "-f", format, "web").text().contains("back");
    }

    /// What was begun is taken back within seconds, also by nobody who asks for it.
    private void agreed(Point point, Result result) {
        Await.that(
                () -> Shell.script(site.folder(), BEGUN).isEmpty(),
                point + ": what was begun is finished");
        Await.that(
                () -> isRecorded() == isThere() && isRecorded() == isNamed(),
                () ->
                        point
                                + ": recorded "
                                + isRecorded()
                                + ", but in the kernel "
                                + isThere()
                                + ", in its hosts file "
                                + isNamed()
                                + " "
                                + result);
        // One that was claimed for nothing is the container's still, until it ends.
        assertThat(!isRecorded() || traces.claims().toString().contains("0adb0709"))
                .as(point.toString())
                .isTrue();
    }

    private boolean isThere() {
        return site.succeeds("exec", "web", "ip", "addr").text().contains("10.219.7.9/24");
    }

    private boolean isNamed() {
        List<String> hosts = site.succeeds("exec", "web", "cat", "/etc/hosts").lines();
        return hosts.stream().anyMatch(line -> line.startsWith("10.219.7.9\t"));
    }
}
