package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Numbers of processes that mean another process than they did.
@Tag("root")
class ProcessNumberTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /// State that names a process which is not the container's any more.
    @Test
    void L19_a_process_that_got_the_number_of_a_container_is_left_alone() throws Exception {
        try (Renumbered container = new Renumbered(site, "probe", "wait")) {
            for (String[] line :
                    new String[][] {
                        {"kill", Renumbered.NAME},
                        {"stop", "-t", "1", Renumbered.NAME},
                        {"kill", "-s", "TERM", Renumbered.NAME},
                        {"run", "--rm", "--pid", "container:" + Renumbered.NAME, "box", "true"}
                    }) {
                site.jong(line);
                assertThat(container.victim().isAlive()).as(String.join(" ", line)).isTrue();
            }
        }
    }

    /// The same with a number that the kernel really gives anew.
    @Test
    void L19_a_recycled_number_is_not_taken_for_the_container() throws Exception {
        String id = site.succeeds("run", "-d", "--name", "recycled", "box", "probe", "wait").line();
        Path state =
                Path.of(Shell.run("find", site.folder() + "/run", "-path", "*/c/" + id).strip());
        String record = Files.readString(state);
        long pid = Long.parseLong(record.substring(0, record.indexOf(' ')));
        long monitor = ProcessHandle.of(pid).orElseThrow().parent().orElseThrow().pid();
        Shell.run("kill", "-9", Long.toString(monitor), Long.toString(pid));
        Process victim = null;
        for (int i = 0; i < 300 && (victim == null || victim.pid() != pid); i++) {
            if (victim != null) {
                victim.destroyForcibly().waitFor();
            }
            Thread.sleep(20);
            Shell.script(Path.of("/"), "echo " + (pid - 1) + " > /proc/sys/kernel/ns_last_pid");
            victim = site.host("/bin/sleep", "600").begin();
        }
        try {
            Needs.that(victim != null && victim.pid() == pid, "a number that can be had again");
            if (Files.exists(state)) {
                assertThat(Files.readString(state)).isEqualTo(record);
            }
            site.jong("kill", "recycled");
            site.jong("stop", "-t", "1", "recycled");
            assertThat(site.succeeds("ps", "-q", "--no-trunc").text()).doesNotContain(id);
            site.succeeds("rm", "-f", "recycled");
            assertThat(victim.isAlive()).isTrue();
        } finally {
            victim.destroyForcibly();
        }
        // Its name stays where fronts look for user namespaces; they pass by the names of the dead.
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
    }
}
