package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is at work on a container that is removed with force.
@Tag("root")
class RemovedMeanwhileTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.end();
    }

    @Test
    void R083_a_command_in_it_ends_with_it() throws Exception {
        running("sleep 1000");
        Process exec = site.command("exec", "one", "sleep", "777").begin();
        Await.that(() -> site.succeeds("top", "one").text().contains("sleep 777"), "it runs");
        removed();
        assertThat(ended(exec)).isEqualTo(137);
    }

    @Test
    void R083_who_reads_its_log_comes_to_the_end() throws Exception {
        running("i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done");
        Process logs = site.command("logs", "-f", "one").begin();
        Await.that(() -> reads("/log"), "the log is read");
        removed();
        assertThat(ended(logs)).isZero();
    }

    @Test
    void R083_a_copy_out_of_it_ends_with_an_error() throws Exception {
        large();
        Shell.run("mkfifo", site.work().resolve("pipe").toString());
        String script = site.program() + " cp one:/big - > pipe 2> said";
        Process copy = site.host("sh", "-c", script).begin();
        try (InputStream pipe = Files.newInputStream(site.work().resolve("pipe"))) {
            Await.that(() -> reads("/big"), "the file is read");
            removed();
            pipe.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(ended(copy)).isEqualTo(125);
        assertThat(site.work().resolve("said")).content().contains("one was removed meanwhile");
        Await.that(() -> !reads("/big"), "nobody holds the file any more");
    }

    @Test
    void R083_a_commit_of_it_ends_with_an_error_and_no_image() throws Exception {
        large();
        Process commit = site.command("commit", "one", "made").begin();
        Await.that(() -> reads("/big"), "the file is read");
        removed();
        assertThat(ended(commit)).isEqualTo(125);
        assertThat(site.jong("image", "exists", "made").code()).isEqualTo(1);
    }

    private void large() {
        running("truncate -s 256M /big; echo made; sleep 1000");
        Await.that(() -> site.succeeds("logs", "one").text().contains("made"), "the file");
    }

    private void running(String script) {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", script);
    }

    private void removed() {
        site.succeeds("rm", "-f", "one");
        assertThat(site.jong("container", "exists", "one").code()).isEqualTo(1);
    }

    /// Whether an engine of the site has a file open whose path ends so.
    private boolean reads(String end) {
        return new EngineProcess(site)
                .all().stream()
                        .anyMatch(engine ->
                                Shell.script(
                                                site.folder(),
                                                "ls -l /proc/"
                                                        + engine.pid()
                                                        + "/fd 2> /dev/null || true")
                                        .lines()
                                        .anyMatch(line -> line.endsWith(end)));
    }

    private static int ended(Process process) throws InterruptedException, IOException {
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }
}
