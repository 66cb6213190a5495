package dev.jong.it.death;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// SIGKILL for fronts, monitors and workers, and records that no longer tell the truth.
@Tag("root")
class FrontDeathTest {
    private static final int ROUNDS = 20;

    private final long seed = Long.getLong("jong.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Site site;

    @BeforeEach
    void open() {
        System.err.println("FrontDeathTest: -Djong.seed=" + seed);
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void R011_a_killed_front_takes_its_container_along_and_a_sweep_the_rest() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Process front =
                    site.command("run", "--rm", "--name", "rr", "box", "sleep", "1009").begin();
            Thread.sleep(random.nextInt(40), random.nextInt(999_999));
            front.destroyForcibly().waitFor();
            Await.that(() -> site.succeeds("ps", "-q").text().isEmpty(), "the container has ended");
            Stale.sweep(site);
            Await.that(() -> sleepers() == 0, "its process has ended");
        }
    }

    @Test
    void a_killed_monitor_leaves_a_container_that_can_be_removed() {
        String id = site.succeeds("run", "-d", "box", "sleep", "1009").line();
        ProcessHandle monitor =
                ProcessHandle.allProcesses()
                        .filter(process ->
                                EngineProcess.commandLine(process.pid())
                                        .startsWith("jong: monitor of " + id.substring(0, 8)))
                        .findFirst()
                        .orElseThrow();
        monitor.destroyForcibly();
        Await.that(() -> EngineProcess.commandLine(monitor.pid()).isEmpty(), "the monitor is dead");
        assertThat(site.jong("rm", "-f", id).code()).isZero();
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
        // Its name stays where fronts look for user namespaces; they pass by the names of the dead.
        assertThat(site.succeeds("run", "--rm", "box", "echo", "on").text()).isEqualTo("on\n");
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
        Await.that(() -> sleepers() == 0, "its process has ended");
    }

    @Test
    void R003_R019_a_kill_during_import_leaves_a_store_that_works_and_a_retry_succeeds()
            throws Exception {
        Path tree = Prober.copy(site.folder().resolve("large"));
        Shell.script(
                tree,
                "mkdir many && cd many && seq 1 2000 | while read n; do echo $n > $n; done; "
                        + "dd if=/dev/urandom of=big bs=1M count=24 status=none");
        Path archive = site.work().resolve("large.tar");
        Shell.run("tar", "-C", tree.toString(), "-cf", archive.toString(), ".");
        for (int round = 0; round < 10; round++) {
            Process front = site.command("import", archive.toString(), "large").begin();
            Await.millis(100 + random.nextInt(400));
            workers().forEach(ProcessHandle::destroyForcibly);
            front.waitFor();
            assertThat(site.jong("images").code()).isZero();
            assertThat(site.succeeds("run", "--rm", "box", "echo", "on").text()).isEqualTo("on\n");
        }
        // An engine that is killed before it has cleaned up leaves that to a later one's sweep.
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
        new EngineProcess(site).kill();
        site.succeeds("import", archive.toString(), "large");
        assertThat(site.succeeds("run", "--rm", "large", "sh", "-c", "ls /many | wc -l").line())
                .isEqualTo("2001");
        site.succeeds("rmi", "large");
        // The engine sweeps beside its commands, and one that is told to stop leaves the rest to
        // the next.
        Await.that(
                () ->
                        Shell.script(site.store(), "ls -d tmp/layer-* 2> /dev/null || true")
                                .isEmpty(),
                "what the killed workers left is removed");
    }

    @Test
    void R085_a_recycled_pid_is_never_taken_for_the_container() throws Exception {
        Process innocent = site.host("sleep", "1009").begin();
        String id = site.succeeds("run", "-d", "box", "true").line();
        site.succeeds("wait", id);
        Path record = new EngineProcess(site).folder().resolve("c").resolve(id);
        Files.writeString(record, innocent.pid() + " 12345\n");
        assertThat(site.succeeds("inspect", "--format", "{{.State.Status}}", id).line())
                .isEqualTo("exited");
        Result killed = site.jong("kill", id);
        assertThat(killed.code()).isEqualTo(1);
        site.jong("stop", id);
        site.succeeds("rm", "-f", id);
        assertThat(innocent.isAlive()).isTrue();
        innocent.destroyForcibly().waitFor();
    }

    @Test
    void R079_two_engines_on_one_store_get_along_over_two_hundred_commands() throws Exception {
        Path other = site.directory("run2");
        Files.setPosixFilePermissions(
                other, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Thread[] users = new Thread[2];
        String[] failures = new String[2];
        for (int user = 0; user < users.length; user++) {
            String run = user == 0 ? site.folder().resolve("run").toString() : other.toString();
            int number = user;
            failures[user] = "";
            users[user] =
                    Thread.ofPlatform().start(() -> failures[number] = use(run, "user" + number));
        }
        for (Thread user : users) {
            user.join();
        }
        assertThat(failures).containsOnly("");
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
        site.command("engine", "stop").with("JONG_RUN", other.toString()).finish();
    }

    private String use(String run, String name) {
        try {
            for (int i = 0; i < 20; i++) {
                String[][] commands = {
                    {"run", "--rm", "--name", name, "box", "true"},
                    {"create", "--name", name, "box", "true"},
                    {"ps", "-a"},
                    {"rm", name},
                    {"images"},
                };
                for (String[] command : commands) {
                    Result result = site.command(command).with("JONG_RUN", run).finish();
                    if (result.code() != 0) {
                        return String.join(" ", command) + ": " + result;
                    }
                }
            }
            return "";
        } catch (java.io.IOException | InterruptedException e) {
            return e.toString();
        }
    }

    /// Engines that were started for one command.
    private java.util.List<ProcessHandle> workers() {
        return new EngineProcess(site)
                .all().stream()
                        .filter(engine ->
                                EngineProcess.commandLine(engine.pid()).contains("\0--one-shot\0"))
                        .toList();
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        EngineProcess.commandLine(process.pid()).equals("sleep\0" + "1009\0"))
                .count();
    }
}
