package dev.jong.it.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong events`: what has happened, and what happens.
@Tag("root")
class EventsTest {
    private static final String WORDS = "{{.Type}} {{.Action}} {{.Actor.Attributes.name}}";

    /// Followers, which end with the test.
    private final List<Process> begun = new ArrayList<>();

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        try {
            begun.forEach(one -> one.descendants().forEach(ProcessHandle::destroy));
            begun.forEach(Process::destroy);
        } finally {
            site.end();
        }
    }

    @Test
    void the_life_of_a_container_is_told_afterwards_with_the_time_of_each_step() {
        site.succeeds("run", "-d", "--name", "one", "--label", "a=b", "box", "sleep", "1000");
        site.succeeds("exec", "one", "true");
        site.succeeds("rename", "one", "two");
        site.succeeds("stop", "-t", "0", "two");
        site.succeeds("start", "two");
        site.succeeds("rm", "-f", "two");
        site.jong("run", "--rm", "--name", "short", "box", "sh", "-c", "exit 7");
        assertThat(told("--filter", "type=container"))
                .containsExactly(
                        "container create one",
                        "container start one",
                        "container exec_create: true one",
                        "container exec_start: true one",
                        "container exec_die one",
                        "container rename two",
                        "container kill two",
                        "container kill two",
                        "container die two",
                        "container stop two",
                        "container start two",
                        "container kill two",
                        "container die two",
                        "container destroy two",
                        "container create short",
                        "container attach short",
                        "container start short",
                        "container die short",
                        "container destroy short");
        String die = past("--filter", "event=die", "--filter", "container=short").line();
        assertThat(die)
                .matches(
                        "[0-9-]{10}T[0-9:]{8}\\.[0-9]{9}(Z|[+-][0-9:]{5}) container die [0-9a-f]{64}"
                                + " \\(exitCode=7, image=box, name=short\\)");
        assertThat(past("--filter", "label=a=b", "--filter", "event=create").lines()).hasSize(1);
        String json = past("--format", "json", "--filter", "event=rename").line();
        assertThat(json)
                .contains("\"Type\":\"container\"", "\"Action\":\"rename\"", "\"oldName\":\"one\"")
                .contains("\"status\":\"rename\"", "\"from\":\"box\"", "\"scope\":\"local\"")
                .containsPattern("\"time\":[0-9]{10},\"timeNano\":[0-9]{19}");
    }

    @Test
    void an_end_without_any_engine_is_told_with_its_own_time() {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", "sleep 0.3; exit 5");
        new EngineProcess(site).kill();
        Path exit = site.store().resolve("containers").resolve(id("one")).resolve("exit");
        new EngineProcess(site).kill();
        Await.that(() -> Files.exists(exit), "it has ended");
        String die = past("--format", "{{.TimeNano}}", "--filter", "event=die").line();
        assertThat(read(exit)).contains(die.substring(0, 10) + "." + die.substring(10));
        assertThat(past("--filter", "event=die").lines()).hasSize(1);
    }

    @Test
    void a_follower_hears_of_what_runs_in_the_foreground_while_it_runs() throws Exception {
        Path heard = follow("heard", "--since", "1h", "--filter", "type=container");
        Process run = site.command("run", "--name", "one", "box", "sleep", "1000").begin();
        Await.that(() -> lines(heard).contains("container start one"), () -> "" + lines(heard));
        assertThat(lines(heard)).startsWith("container create one").endsWith("container start one");
        site.succeeds("kill", "one");
        run.waitFor();
        Await.that(() -> lines(heard).contains("container die one"), () -> "" + lines(heard));
        assertThat(lines(heard)).contains("container kill one").endsWith("container die one");
    }

    @Test
    void images_and_volumes_are_told_of() {
        site.succeeds("tag", "box", "other:1");
        site.succeeds("untag", "other:1", "other:1");
        site.succeeds("volume", "create", "data");
        site.succeeds("run", "--rm", "-v", "data:/d", "box", "true");
        site.succeeds("volume", "rm", "data");
        site.succeeds("volume", "prune", "-f");
        site.succeeds("image", "prune", "-f");
        site.succeeds("container", "prune", "-f");
        String format = "{{.Type}} {{.Action}}";
        assertThat(past("--format", format, "--filter", "type=image").lines())
                .containsExactly("image import", "image tag", "image untag", "image prune");
        assertThat(past("--format", format, "--filter", "type=volume").lines())
                .containsExactly("volume create", "volume destroy", "volume prune");
        assertThat(past("--format", format).lines()).contains("container prune");
    }

    @Test
    void O07_a_time_that_is_none_is_refused() {
        for (String nonsense : List.of("yesterday", "1h1", "2026-13-01", "9".repeat(100_000))) {
            for (String option : List.of("--since", "--until")) {
                Result refused = site.jong("events", option, nonsense);
                assertThat(refused.code()).as(option + " " + nonsense.length()).isEqualTo(125);
                assertThat(refused.err()).contains(option).hasSizeLessThan(500);
            }
        }
        assertThat(site.jong("events", "--filter", "colour=red").err()).contains("colour");
        assertThat(site.jong("events", "--format", "{{.Nothing", "--until", "0s").code())
                .isEqualTo(125);
    }

    @Test
    void W17_all_subscribers_hear_the_same_in_the_same_order() throws Exception {
        int count = Load.of(10, 100);
        int events = Load.of(1000, 10_000);
        site.succeeds("run", "-d", "--name", "one", "box", "sleep", "1000");
        List<Path> heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            heard.add(follow("heard" + i, "--since", "1h", "--filter", "event=kill"));
        }
        List<String> command = new ArrayList<>(List.of("kill", "-s", "CONT"));
        for (int i = 0; i < 50; i++) {
            command.add("one");
        }
        List<Process> commands = new ArrayList<>();
        for (int sent = 0; sent < events; sent += 50) {
            commands.add(site.command(command.toArray(new String[0])).begin());
            if (commands.size() % 4 == 0) {
                for (Process one : commands) {
                    one.waitFor();
                }
            }
        }
        for (Path one : heard) {
            Await.that(() -> lines(one).size() >= events, () -> "heard " + lines(one).size());
        }
        String first = read(heard.getFirst());
        for (Path one : heard) {
            assertThat(read(one)).isEqualTo(first);
        }
        assertThat(lines(heard.getFirst())).hasSize(events);
    }

    @Test
    void X13_a_client_that_stops_reading_keeps_nobody_and_goes_on_where_it_was() throws Exception {
        site.succeeds("run", "-d", "--name", "one", "box", "sleep", "1000");
        Path heard = site.work().resolve("late");
        String script =
                "\"$0\" events --since 1h --filter event=kill --format '{{.TimeNano}}' |"
                        + " (while [ ! -e go ]; do sleep 0.1; done; exec cat > late)";
        Process slow = site.host("sh", "-c", script, site.program()).begin();
        begun.add(slow);
        List<String> command = new ArrayList<>(List.of("kill", "-s", "CONT"));
        for (int i = 0; i < 100; i++) {
            command.add("one");
        }
        for (int i = 0; i < 50; i++) {
            site.succeeds(command.toArray(new String[0]));
        }
        assertThat(past("--filter", "event=kill").lines()).hasSize(5000);
        site.file("go", "");
        Await.that(() -> lines(heard).size() >= 5000, () -> "heard " + lines(heard).size());
        assertThat(lines(heard)).hasSize(5000).isSorted();
    }

    private Path follow(String name, String... options) throws IOException {
        Path heard = site.work().resolve(name);
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("f=$1; shift; exec \"$0\" events \"$@\" > $f");
        command.addAll(List.of(site.program(), heard.toString(), "--format", WORDS));
        command.addAll(List.of(options));
        begun.add(site.host(command.toArray(new String[0])).begin());
        return heard;
    }

    private List<String> told(String... options) {
        List<String> all = new ArrayList<>(List.of("--format", WORDS));
        all.addAll(List.of(options));
        return past(all.toArray(new String[0])).lines();
    }

    private Result past(String... options) {
        List<String> command = new ArrayList<>(List.of("events", "--stream=false"));
        command.addAll(List.of(options));
        return site.succeeds(command.toArray(new String[0]));
    }

    private String id(String name) {
        return site.succeeds("inspect", "--format", "{{.Id}}", name).line();
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? read(file).lines().toList() : List.of();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
