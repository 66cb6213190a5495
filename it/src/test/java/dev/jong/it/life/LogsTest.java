package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong logs` of containers that a monitor listens to.
@Tag("root")
class LogsTest {
    private static final int LINES = 1_500_000;

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
    void O05_output_comes_back_byte_for_byte_on_its_own_stream() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(5).nextBytes(bytes);
        Path file = Files.write(site.work().resolve("noise"), bytes);
        String script = "cat /noise; printf 'e\\0rr\\377' >&2";
        finished("-v", file + ":/noise:ro", "box", "sh", "-c", script);
        Result shown = site.succeeds("logs", "said");
        assertThat(shown.out()).isEqualTo(bytes);
        assertThat(shown.err()).isEqualTo("e\0rr\u00ff");
    }

    @Test
    void O03_a_line_without_end_is_kept_in_parts_and_takes_no_memory() {
        String script = "head -c 157286400 /dev/zero | tr '\\0' x; sleep 1000";
        site.succeeds("run", "-d", "--name", "said", "box", "sh", "-c", script);
        Path log = site.store().resolve("containers").resolve(id()).resolve("log.2");
        Await.that(() -> Files.exists(log), "the log is full");
        long before = peak(new EngineProcess(site).pid());
        byte[] shown = site.succeeds("logs", "said").out();
        for (byte b : shown) {
            if (b != 'x') {
                throw new AssertionError("the log holds " + b);
            }
        }
        assertThat(shown.length).isGreaterThan(30 << 20);
        assertThat(peak(new EngineProcess(site).pid()) - before).isLessThan(24 << 10);
        String monitor = Shell.run("pgrep", "-f", "monitor of " + id()).strip();
        assertThat(peak(Long.parseLong(monitor))).isLessThan(8 << 10);
    }

    @Test
    void files_that_were_rotated_are_compressed_by_the_next_engine() {
        Rotated rotated = new Rotated(site, "said");
        assertThat(rotated.shown()).isNotEmpty();
        rotated.restartEngine();
        Await.that(rotated::isPacked, "both older files are compressed");
        assertThat(rotated.shown()).isEqualTo(rotated.before());
    }

    @Test
    void a_follower_loses_no_line_while_the_log_is_turned_over_and_ends_with_the_container() {
        site.succeeds("run", "-d", "--name", "said", "box", "seq", "1", "" + LINES);
        Result shown = site.succeeds("logs", "-f", "said");
        int next = 1;
        for (String line : shown.text().split("\n")) {
            assertThat(Integer.parseInt(line)).isEqualTo(next++);
        }
        assertThat(next - 1).isEqualTo(LINES);
        assertThat(shown.err()).isEmpty();
        assertThat(site.succeeds("logs", "-n", "2", "said").lines())
                .containsExactly("" + (LINES - 1), "" + LINES);
    }

    @Test
    void a_follower_sees_what_is_said_at_once() throws Exception {
        String script = "echo first; read line < /pipe; echo second; exec sleep 1000";
        Path pipe = site.work().resolve("pipe");
        Shell.run("mkfifo", pipe.toString());
        site.succeeds(
                "run", "-d", "--name", "said", "-v", pipe + ":/pipe", "box", "sh", "-c", script);
        Path out = site.work().resolve("out");
        Process follower =
                site.host("sh", "-c", "exec " + site.program() + " logs -f said > " + out).begin();
        Await.that(() -> Shell.script(site.work(), "cat out").equals("first\n"), "the first line");
        Files.writeString(pipe, "go\n");
        Await.that(
                () -> Shell.script(site.work(), "cat out").equals("first\nsecond\n"),
                "the second line");
        assertThat(follower.isAlive()).isTrue();
        site.succeeds("rm", "-f", "said");
        assertThat(follower.waitFor(10, TimeUnit.SECONDS)).as("rm ends a follower").isTrue();
        assertThat(follower.exitValue()).isZero();
    }

    @Test
    void a_follower_that_leaves_is_forgotten() throws Exception {
        site.succeeds("run", "-d", "--name", "said", "box", "sleep", "1000");
        Process follower = site.command("logs", "-f", "said").begin();
        Await.that(() -> sessions() == 2, "the follower is served");
        follower.destroy();
        Await.that(() -> sessions() == 1, "it is forgotten");
    }

    @Test
    void times_are_shown_and_chosen_by() {
        String script = "echo one; sleep 1.2; echo two";
        finished("box", "sh", "-c", script);
        String[] lines = site.succeeds("logs", "-t", "said").text().split("\n");
        assertThat(lines).hasSize(2).allMatch(line -> line.indexOf("Z ") == 29);
        String second = lines[1].substring(0, 30);
        assertThat(site.succeeds("logs", "--since", second, "said").line()).isEqualTo("two");
        String first = lines[0].substring(0, 30);
        assertThat(site.succeeds("logs", "--until", first, "said").line()).isEqualTo("one");
        assertThat(site.succeeds("logs", "--since", "1h", "said").lines()).hasSize(2);
        assertThat(site.succeeds("logs", "--until", "1h", "said").out()).isEmpty();
    }

    @Test
    void the_log_of_a_terminal_is_one_stream_with_its_line_ends() {
        finished("-t", "box", "sh", "-c", "echo out; echo err >&2");
        Result shown = site.succeeds("logs", "said");
        assertThat(shown.text()).isEqualTo("out\r\nerr\r\n");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void O07_nonsense_is_refused_whatever_is_asked_of() {
        for (String option : new String[] {"--since", "--until", "--tail"}) {
            for (String value : new String[] {"nonsense", "9".repeat(100_000), "1x", "\u001b[2J"}) {
                Result refused = site.jong("logs", option, value, "nobody");
                assertThat(refused.code()).isEqualTo(125);
                assertThat(refused.err()).contains(option).hasSizeLessThan(300);
                assertThat(refused.err()).doesNotContain("\u001b");
            }
        }
        assertThat(site.jong("logs", "nobody").err()).contains("no such container: nobody");
    }

    private void finished(String... options) {
        String[] begin = {"run", "-d", "--name", "said"};
        String[] command = new String[begin.length + options.length];
        System.arraycopy(begin, 0, command, 0, begin.length);
        System.arraycopy(options, 0, command, begin.length, options.length);
        site.succeeds(command);
        site.succeeds("wait", "said");
    }

    private String id() {
        return site.succeeds("inspect", "-f", "{{.Id}}", "said").line();
    }

    private long sessions() {
        return site.succeeds("engine", "status").lines().stream()
                .filter(line -> line.startsWith("sessions: "))
                .mapToLong(line -> Long.parseLong(line.substring("sessions: ".length())))
                .findFirst()
                .orElseThrow();
    }

    /// KiB.
    private static long peak(long pid) {
        String line = Shell.run("grep", "VmHWM", "/proc/" + pid + "/status");
        String[] words = line.strip().split(" +|\t+");
        return Long.parseLong(words[words.length - 2]);
    }
}
