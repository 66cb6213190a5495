package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `attach` and `start -a` as users know them.
@Tag("root")
class AttachTest {
    /// Says nothing before somebody writes to it.
    private static final String ASKED =
            "read a; for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 7";

    private static final String COUNTS =
            "trap 'echo last; exit 5' TERM; i=0; while :; do i=$((i+1)); echo $i; sleep 0.05; done";

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        removeAll(site);
        site.close();
    }

    static void removeAll(Site site) {
        for (String id : site.succeeds("ps", "-aq").lines()) {
            site.succeeds("rm", "-f", id);
        }
    }

    @Test
    void it_hears_what_is_said_from_now_on_and_ends_as_the_container_ends() throws Exception {
        hearsFromNowOn(site);
    }

    @Test
    void an_ordinary_user_attaches_too() throws Exception {
        try (Account account = Account.withRange();
                Site other = Site.open(account)) {
            hearsFromNowOn(other);
            Result started = other.command("start", "-ai", "web").input("go\n").finish();
            assertThat(started.code()).isEqualTo(7);
            removeAll(other);
        }
    }

    private static void hearsFromNowOn(Site site) throws Exception {
        site.succeeds("run", "-di", "--name", "web", "box", "sh", "-c", "echo before; " + ASKED);
        Await.that(() -> site.jong("logs", "web").text().contains("before"), "a first line");
        Result attached = site.command("attach", "web").input("go\n").finish();
        assertThat(attached.code()).isEqualTo(7);
        assertThat(attached.text()).isEqualTo("out 1\nout 2\nout 3\n");
        assertThat(attached.err()).isEqualTo("err 1\nerr 2\nerr 3\n");
    }

    @Test
    void several_hear_all_of_it() throws Exception {
        site.succeeds("run", "-d", "--name", "web", "box", "sh", "-c", COUNTS);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            files.add(attachInBackground("attach web", "said" + i));
        }
        for (Path file : files) {
            Await.that(() -> text(file).contains("\n"), "output in " + file);
        }
        site.succeeds("stop", "-t", "20", "web");
        for (Path file : files) {
            Await.that(() -> text(file).endsWith("code 5\n"), "the end of " + file);
            List<String> lines = text(file).lines().toList();
            int first = Integer.parseInt(lines.getFirst());
            assertThat(lines.get(lines.size() - 2)).isEqualTo("last");
            for (int i = 0; i < lines.size() - 2; i++) {
                assertThat(lines.get(i)).isEqualTo(Integer.toString(first + i));
            }
        }
    }

    @Test
    void what_does_not_run_or_is_not_ours_is_refused() throws Exception {
        site.succeeds("create", "--name", "made", "box", "true");
        assertThat(site.jong("attach", "made").err())
                .isEqualTo(
                        "jong: cannot attach to a stopped container, start it first\nhint: jong start -a made\n");
        Process front = site.command("run", "--name", "front", "box", "sleep", "1000").begin();
        Await.that(
                () -> site.jong("ps", "-q", "--filter", "name=front").lines().size() == 1,
                "it runs");
        Result refused = site.jong("attach", "front");
        assertThat(refused.code()).isEqualTo(125);
        assertThat(refused.err()).contains("in the foreground of another command");
        site.succeeds("kill", "front");
        assertThat(front.waitFor()).isEqualTo(137);
        assertThat(site.jong("attach", "nobody").err()).contains("no such container: nobody");
    }

    @Test
    void start_a_ends_with_its_exit_code_and_keeps_the_streams_apart() {
        site.succeeds(
                "create", "--name", "job", "box", "sh", "-c", "echo out; echo err >&2; exit 9");
        for (int round = 0; round < 2; round++) {
            Result result = site.jong("start", "-a", "job");
            assertThat(result.code()).isEqualTo(9);
            assertThat(result.text()).isEqualTo("out\n");
            assertThat(result.err()).isEqualTo("err\n");
        }
        assertThat(site.succeeds("logs", "job").text()).isEqualTo("out\nout\n");
    }

    @Test
    void start_ai_passes_input_on_and_its_end() throws Exception {
        site.succeeds("create", "-i", "--name", "job", "box", "sh", "-c", "cat; echo; exit 3");
        Result result = site.command("start", "-ai", "job").input("one\ntwo").finish();
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("one\ntwo\n");
        site.succeeds("start", "job");
        Result later = site.command("attach", "job").input("more").finish();
        assertThat(later.code()).isEqualTo(3);
        assertThat(later.text()).isEqualTo("more\n");
    }

    @Test
    void start_a_attaches_to_what_runs() throws Exception {
        site.succeeds("run", "-di", "--name", "web", "box", "sh", "-c", ASKED);
        Result result = site.command("start", "-ai", "web").input("go\n").finish();
        assertThat(result.code()).isEqualTo(7);
        assertThat(result.text()).startsWith("out 1\n");
    }

    @Test
    void signals_are_passed_on_unless_that_is_switched_off() throws Exception {
        site.succeeds("run", "-d", "--name", "web", "box", "sh", "-c", COUNTS);
        Path quiet = attachInBackground("attach --sig-proxy=false web", "quiet");
        Path proxy = attachInBackground("attach web", "proxy");
        for (Path file : List.of(quiet, proxy)) {
            Await.that(() -> text(file).contains("\n"), "output in " + file);
        }
        Shell.run("kill", "-TERM", pid("attach --sig-proxy=false web"));
        Await.that(() -> text(quiet).endsWith("code 143\n"), "it left");
        assertThat(site.succeeds("ps", "-q").lines()).hasSize(1);
        Shell.run("kill", "-TERM", pid("attach web"));
        Await.that(() -> text(proxy).endsWith("last\ncode 5\n"), "the container's own end");
    }

    @Test
    void R_a_killed_monitor_ends_those_that_are_attached() throws Exception {
        site.succeeds("run", "-d", "--name", "web", "box", "sh", "-c", COUNTS);
        Path file = attachInBackground("attach web", "said");
        Await.that(() -> text(file).contains("\n"), "output");
        String state = site.succeeds("inspect", "-f", "{{.State.Pid}}", "web").line();
        Shell.run("kill", "-9", Shell.run("ps", "-o", "ppid=", "-p", state).strip());
        Await.that(() -> text(file).endsWith("code 125\n"), "the end");
        assertThat(text(file)).contains("monitor was killed");
        Result again = site.jong("attach", "web");
        assertThat(again.code()).isEqualTo(125);
        // The name of a killed monitor stays; nothing harms that.
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
    }

    /// What `jong` says and its exit code come to lie in a file.
    private Path attachInBackground(String arguments, String name) throws IOException {
        Path file = site.work().resolve(name);
        site.host(
                        "sh",
                        "-c",
                        site.program()
                                + " "
                                + arguments
                                + " >"
                                + file
                                + " 2>&1; echo code $? >>"
                                + file)
                .begin();
        return file;
    }

    private String pid(String arguments) {
        return Shell.run("pgrep", "-f", "-x", site.program() + " " + arguments).strip();
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
