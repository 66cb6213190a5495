package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What attaching may leave behind: nothing.
@Tag("root")
class AttachRowsTest {
    private static final int CYCLES = Integer.getInteger("jong.attach.cycles", 50);

    @Test
    void O09_fronts_that_come_and_are_killed_leave_no_descriptor_and_no_thread() throws Exception {
        try (Site site = Site.open(Account.root())) {
            site.succeeds("run", "-di", "--name", "web", "box", "cat");
            String pid = site.succeeds("inspect", "-f", "{{.State.Pid}}", "web").line();
            Path monitor =
                    Path.of("/proc", Shell.run("ps", "-o", "ppid=", "-p", pid).strip(), "fd");
            cycle(site, monitor, count(monitor));
            int before = count(monitor);
            for (int i = 0; i < CYCLES; i++) {
                cycle(site, monitor, before);
            }
            assertThat(count(monitor)).isEqualTo(before);
            assertThat(site.succeeds("ps", "-q").lines()).as("nobody minds").hasSize(1);
            site.succeeds("rm", "-f", "web");
        }
    }

    private static void cycle(Site site, Path monitor, int before) throws Exception {
        Process front = site.command("attach", "web").begin();
        Await.that(() -> count(monitor) > before, "the front is let in");
        front.destroyForcibly().waitFor();
        Await.that(() -> count(monitor) <= before, "its descriptor is closed");
    }

    private static int count(Path descriptors) {
        String[] all = descriptors.toFile().list();
        return all == null ? 0 : all.length;
    }
}
