package dev.jong.it.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.NetworkTraces;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What containers had whose parents were killed: addresses, ports and names are free again.
@Tag("root")
class KilledTest {
    private static Outside outside;
    private static Site site;
    private static Peers peers;

    @BeforeAll
    static void open() {
        outside = Outside.plugIn();
        site = Site.open(Account.root());
        peers = new Peers(site);
        site.succeeds("network", "create", "--subnet", "10.216.0.0/24", "front");
    }

    @AfterAll
    static void close() {
        try (Outside _ = outside) {
            site.end();
        }
    }

    /// Names of killed monitors stay where fronts look for user namespaces; they pass them by.
    @AfterEach
    void empty() {
        site.removeContainers();
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
    }

    @Test
    void R007_a_killed_front_leaves_nothing_that_others_lack() throws Exception {
        Process front =
                site.command(
                                "run",
                                "--name",
                                "web",
                                "--hostname",
                                "web",
                                "--network",
                                "front",
                                "--ip",
                                "10.216.0.9",
                                "-p",
                                "8080:7000",
                                "box",
                                "probe",
                                "answer",
                                "7000")
                        .begin();
        Await.that(() -> reached().startsWith("web saw "), "it answers");
        front.destroyForcibly().waitFor();
        Await.that(() -> site.succeeds("ps", "-q").text().isEmpty(), "the container has ended");
        nextOne();
    }

    @Test
    void R007_a_killed_monitor_leaves_nothing_that_others_lack() {
        String id =
                peers.serve("web", "--network", "front", "--ip", "10.216.0.9", "-p", "8080:7000");
        killMonitor(id);
        site.succeeds("rm", "-f", "web");
        assertThat(NetworkTraces.of(site).ports()).isEmpty();
        assertThat(NetworkTraces.of(site).claims()).isEmpty();
        nextOne();
    }

    @Test
    void R007_a_new_engine_puts_right_what_killed_parents_left() {
        String id = peers.serve("web", "-p", "8080:7000");
        killMonitor(id);
        site.jong("kill", "web");
        Await.that(() -> site.succeeds("ps", "-q").text().isEmpty(), "the container has ended");
        new EngineProcess(site).kill();
        site.succeeds("ps");
        Await.that(() -> NetworkTraces.of(site).ports().isEmpty(), "the port is closed");
        assertThat(outside.ask("tcp", Outside.HOST, 8080)).isEqualTo("ECONNREFUSED");
    }

    @Test
    void R009_a_killed_engine_takes_no_network_away() {
        peers.serve("web", "--network", "front", "--ip", "10.216.0.9", "-p", "8080:7000");
        new EngineProcess(site).kill();
        assertThat(reached()).isEqualTo("web saw " + Outside.ADDRESS);
        site.succeeds("ps");
        assertThat(reached()).isEqualTo("web saw " + Outside.ADDRESS);
        new EngineProcess(site).kill();
        site.succeeds("stop", "-t", "0", "web");
        Await.that(() -> NetworkTraces.of(site).left().isEmpty(), "all is given back");
    }

    /// Address, port and name at once.
    private void nextOne() {
        site.jong("rm", "-f", "web");
        peers.serve("web", "--network", "front", "--ip", "10.216.0.9", "-p", "8080:7000");
        assertThat(reached()).isEqualTo("web saw " + Outside.ADDRESS);
    }

    private static String reached() {
        return outside.ask("tcp", Outside.HOST, 8080);
    }

    private static void killMonitor(String id) {
        ProcessHandle monitor =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                EngineProcess.commandLine(process.pid())
                                        .startsWith("jong: monitor of " + id.substring(0, 8)))
                        .findFirst()
                        .orElseThrow();
        monitor.destroyForcibly();
        Await.that(() -> EngineProcess.commandLine(monitor.pid()).isEmpty(), "the monitor is dead");
    }
}
