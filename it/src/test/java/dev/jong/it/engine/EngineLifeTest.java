package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Home;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class EngineLifeTest {
    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        engine = new EngineProcess(site);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_first_command_starts_an_engine_and_the_second_uses_it() {
        assertThat(engine.all()).isEmpty();
        long first = engine.pid();
        assertThat(engine.pid()).isEqualTo(first);
        assertThat(engine.all()).extracting(ProcessHandle::pid).containsExactly(first);
        assertThat(engine.recorded()).contains(first);
    }

    @Test
    void no_engine_is_started_to_be_stopped() {
        Result stopped = site.jong("engine", "stop");
        assertThat(stopped.code()).isZero();
        assertThat(stopped.err()).isEqualTo("jong: no engine runs\n");
        assertThat(site.folder().resolve("run")).isEmptyDirectory();
        engine.pid();
        assertThat(site.jong("engine", "stop").err()).isEmpty();
    }

    @Test
    void eight_first_commands_at_once_start_one_engine() throws Exception {
        List<Result> results = atOnce(8, () -> site.jong("engine", "status"));
        assertThat(results)
                .allSatisfy(result -> assertThat(result.code()).as(result.toString()).isZero());
        assertThat(results)
                .extracting(result -> result.lines().getFirst())
                .containsOnly("pid: " + engine.pid());
        assertThat(engine.all()).hasSize(1);
    }

    @Test
    void an_engine_that_leaves_takes_its_folder_for_unfinished_files_along() {
        site.image("box", Prober.tree());
        site.succeeds("run", "--rm", "hello");
        site.succeeds("rmi", "box");
        site.succeeds("engine", "stop");
        Await.that(() -> engine.all().isEmpty(), "the engine is gone");
        assertThat(site.store().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void eight_first_containers_at_once_all_run() throws Exception {
        List<Result> results = atOnce(8, () -> site.jong("run", "--rm", "hello"));
        assertThat(results)
                .allSatisfy(result -> assertThat(result.code()).as(result.toString()).isZero());
        assertThat(engine.all()).hasSize(1);
    }

    @Test
    void without_an_engine_no_process_and_no_socket_stay() throws Exception {
        Result result = site.command("run", "--rm", "hello").with("JONG_ENGINE", "off").finish();
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(Files.exists(engine.socket())).isFalse();
        Await.that(() -> engine.all().isEmpty(), "the one-shot engine has left");
    }

    @Test
    void an_idle_engine_leaves_and_the_next_command_starts_another() throws Exception {
        long first = Long.parseLong(status("JONG_IDLE", "1").substring("pid: ".length()));
        Await.that(() -> engine.all().isEmpty(), "the idle engine has left");
        assertThat(engine.pid()).isNotEqualTo(first);
    }

    @Test
    void a_silly_idle_time_is_no_reason_to_fail() throws Exception {
        assertThat(status("JONG_IDLE", "soon")).startsWith("pid: ");
    }

    @Test
    void stop_ends_the_engine() {
        engine.pid();
        assertThat(site.jong("engine", "stop").code()).isZero();
        Await.that(() -> engine.all().isEmpty(), "the engine has left");
    }

    @Test
    void stop_leaves_containers_alone() {
        String id = sleeper();
        String pid = pidOf(id);
        engine.stop();
        assertThat(pidOf(id)).isEqualTo(pid);
        site.succeeds("rm", "-f", id);
    }

    @Test
    void another_build_gets_another_engine_and_containers_stay_as_they_are() throws Exception {
        Home other = Home.copy(site, "other").build("another-build");
        String id = sleeper();
        String container = pidOf(id);
        long first = engine.pid();
        Result refused = site.host(other.program(), "engine", "status").finish();
        assertThat(refused.code()).as(refused.toString()).isZero();
        assertThat(refused.err())
                .isEqualTo("jong: the running engine is another version, starting a new one\n");
        assertThat(refused.lines().getFirst()).isNotEqualTo("pid: " + first);
        assertThat(refused.text()).contains("another-build");
        Await.that(() -> engine.all().size() == 1, "the refused engine has left");
        Result seen = site.host(other.program(), "ps", "-q", "--no-trunc").finish();
        assertThat(seen.line()).isEqualTo(id);
        assertThat(Files.exists(Path.of("/proc", container))).isTrue();
        assertThat(site.host(other.program(), "rm", "-f", id).finish().code()).isZero();
        site.host(other.program(), "engine", "stop").finish();
    }

    @Test
    void R089_a_leftover_socket_is_replaced() throws Exception {
        long first = engine.pid();
        engine.kill();
        assertThat(Files.exists(engine.socket())).isTrue();
        assertThat(engine.pid()).isNotEqualTo(first);
        engine.kill();
        Files.delete(engine.socket());
        Files.writeString(engine.socket(), "not a socket");
        assertThat(engine.pid()).isPositive();
    }

    @Test
    void R089_a_missing_runtime_directory_is_made() {
        engine.pid();
        engine.stop();
        Shell.run("rm", "-rf", site.folder().resolve("run").toString());
        assertThat(site.succeeds("run", "--rm", "hello").text()).isNotEmpty();
    }

    @Test
    void a_runtime_directory_for_others_too_is_refused() {
        Shell.run("chmod", "755", site.folder().resolve("run").toString());
        Result result = site.jong("engine", "status");
        Shell.run("chmod", "700", site.folder().resolve("run").toString());
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err())
                .startsWith("jong: the runtime directory ")
                .contains("\nhint: XDG_RUNTIME_DIR or JONG_RUN names another place")
                .hasLineCount(2);
    }

    private String sleeper() {
        site.image("box", Prober.tree());
        return site.succeeds("run", "-d", "box", "sleep", "1000").line();
    }

    private String pidOf(String id) {
        return site.succeeds("inspect", "--format", "{{.State.Pid}}", id).line();
    }

    private String status(String name, String value) throws Exception {
        return site.command("engine", "status").with(name, value).finish().lines().getFirst();
    }

    private static List<Result> atOnce(int count, Callable<Result> command) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(threads.submit(command));
            }
            List<Result> results = new ArrayList<>();
            for (Future<Result> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
