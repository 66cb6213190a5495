package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.image.Foreign;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// From image to rm, as users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserLifeTest extends AsUsers {
    private static final int RUNS = 100;

    UserLifeTest(Ids ids) {
        super(ids);
    }

    @Test
    void a_container_goes_from_created_to_running_to_exited_to_gone() {
        String script = "trap 'exit 7' TERM; touch /tmp/up; while :; do sleep 0.05; done";
        String id = site.succeeds("create", "--name", "one", "box", "sh", "-c", script).line();
        assertThat(field("{{.State.Status}}", "one")).isEqualTo("created");
        assertThat(site.succeeds("start", "one").line()).isEqualTo("one");
        assertThat(field("{{.State.Status}} {{.State.Running}}", "one")).isEqualTo("running true");
        assertThat(site.succeeds("ps", "-q", "--no-trunc").line()).isEqualTo(id);
        awaitFile(id, "up");
        assertThat(site.succeeds("stop", "one").line()).isEqualTo("one");
        assertThat(field("{{.State.Status}} {{.State.ExitCode}}", "one")).isEqualTo("exited 7");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("7");
        assertThat(site.succeeds("rm", "one").line()).isEqualTo("one");
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
    }

    @Test
    void signals_reach_the_program_and_stop_sends_the_one_that_was_chosen() {
        String script = "trap 'exit 9' USR1; touch /tmp/up; while :; do sleep 0.05; done";
        String id =
                site.succeeds("run", "-d", "--stop-signal", "USR1", "box", "sh", "-c", script)
                        .line();
        awaitFile(id, "up");
        site.succeeds("stop", id);
        assertThat(site.succeeds("wait", id).line()).isEqualTo("9");
        site.succeeds("start", id);
        site.succeeds("kill", id);
        assertThat(site.succeeds("wait", id).line()).isEqualTo("137");
        site.succeeds("rm", id);
    }

    @Test
    void a_detached_container_outlives_engine_and_session_and_the_next_engine_joins_it()
            throws Exception {
        String log = "echo said; exec sleep 1009";
        // In a session of its own, which ends with the front: a logout.
        Result front =
                site.host(
                                "/usr/bin/setsid",
                                "--wait",
                                site.program(),
                                "run",
                                "-d",
                                "--name",
                                "stays",
                                "box",
                                "sh",
                                "-c",
                                log)
                        .finish();
        assertThat(front.code()).as(front.toString()).isZero();
        String pid = field("{{.State.Pid}}", "stays");
        new EngineProcess(site).kill();
        assertThat(field("{{.State.Status}} {{.State.Pid}}", "stays")).isEqualTo("running " + pid);
        assertThat(userNamespace(new EngineProcess(site).pid()))
                .isEqualTo(userNamespace(Long.parseLong(pid)));
        new EngineProcess(site).stop();
        site.succeeds("stop", "-t", "0", "stays");
        assertThat(field("{{.State.ExitCode}}", "stays")).isEqualTo("137");
        site.succeeds("rm", "stays");
    }

    @Test
    void a_restarted_container_keeps_its_files_and_their_owners() {
        String chown = ids == Ids.RANGE ? "chown alice /tmp/count; " : "";
        String script =
                "echo run >> /tmp/count; " + chown + "stat -c %U /tmp/count; wc -l < /tmp/count";
        String owner = ids == Ids.RANGE ? "alice" : "root";
        site.succeeds("run", "--name", "kept", "box", "sh", "-c", script);
        new EngineProcess(site).stop();
        assertThat(site.succeeds("start", "-a", "kept").lines()).containsExactly(owner, "2");
        site.succeeds("rm", "kept");
    }

    /// Owners of the image need ids; without a range all is the user's.
    @Test
    void images_come_in_are_listed_run_and_go() throws Exception {
        Path layout = site.folder().resolve("layout");
        Needs.program("/usr/bin/umoci");
        Needs.program("/usr/bin/skopeo");
        Foreign.image(layout);
        Path archive = site.work().resolve("foreign.tar");
        Shell.run(
                "skopeo",
                "copy",
                "-q",
                "oci:" + layout + ":box",
                "docker-archive:" + archive + ":foreign:1");
        Shell.run("chmod", "644", archive.toString());
        assertThat(site.jong("load", "-i", archive.toString()).code()).isZero();
        assertThat(site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}").text())
                .contains("foreign:1");
        String owner =
                site.succeeds("run", "--rm", "box", "stat", "-c", "%u", "/home/alice").line();
        assertThat(owner).isEqualTo(ids == Ids.RANGE ? "1000" : "0");
        assertThat(site.succeeds("run", "--rm", "docker-archive:" + archive, "echo", "out").line())
                .isEqualTo("out");
        site.succeeds("rmi", "foreign:1");
        assertThat(site.succeeds("images", "-q", "foreign").text()).isEmpty();
    }

    @Test
    void W19_a_hundred_runs_leave_no_helper_no_key_and_nothing_else() throws Exception {
        site.succeeds("run", "--rm", "box", "true");
        long keys = keys();
        for (int i = 0; i < RUNS; i++) {
            Result result = site.jong("run", "--rm", "box", "echo", "here");
            assertThat(result.code()).as("run " + i + ": " + result).isZero();
        }
        Await.that(() -> processes() == 1, () -> "only the engine is left: " + processes());
        // The kernel collects the keyrings of ended containers a moment later.
        Await.that(() -> keys() <= keys, () -> keys() + " keys are charged, " + keys + " before");
        assertThat(site.store().resolve("containers")).isEmptyDirectory();
        assertThat(site.store().resolve("names")).isEmptyDirectory();
    }

    /// How many keys are charged to the user: the fourth field in /proc/key-users, `used/most`.
    private static long keys() {
        String script =
                "awk -v user="
                        + site.account().uid()
                        + ": '$1 == user { print $4 }' /proc/key-users";
        String quota = Shell.script(Path.of("/"), script).strip();
        return quota.isEmpty() ? 0 : Long.parseLong(quota.substring(0, quota.indexOf('/')));
    }

    private static long processes() {
        String user = site.account().name();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().user().filter(user::equals).isPresent())
                .count();
    }

    private static Path userNamespace(long pid) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/user"));
    }

    private static void awaitFile(String id, String name) {
        Path file = site.store().resolve("containers/" + id + "/upper/tmp/" + name);
        Await.that(() -> Files.exists(file), "the program is ready");
    }

    private static String field(String format, String name) {
        return site.succeeds("inspect", "--format", format, name).line();
    }
}
