package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.harness.Stale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Programs of `RUN`.
@Tag("root")
class RunStepsTest {
    private static final String CANARY = "canary-5b1f0c";

    /// What tells of protection: capabilities, filters, and what is mounted where and how, but for the root.
    private static final String DUMP =
            "grep -E 'Cap|Seccomp|NoNewPrivs' /proc/self/status; "
                    + "awk '$2 != \"/\" {print $2, $3, $4}' /proc/mounts; ls -l /dev; id; ulimit -n -c";

    private Site site;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
    }

    @AfterEach
    void close() {
        site.jong("builder", "prune", "-af");
        site.end();
    }

    @Test
    void B25_a_step_sees_no_variable_of_the_host() throws Exception {
        dockerfile("RUN env | sort > /env; hostname >> /env");
        Result built =
                site.command("build", "-q", "-t", "made", ".")
                        .with("SECRET_TOKEN", CANARY)
                        .finish();
        assertThat(built.code()).as(built.toString()).isZero();
        String seen = site.succeeds("run", "--rm", "made", "cat", "/env").text();
        assertThat(seen).doesNotContain(CANARY, "JONG").contains("buildkitsandbox", "PATH=");
    }

    @Test
    void B15_a_step_is_protected_as_any_container() {
        site.file("dump.sh", DUMP);
        dockerfile("COPY dump.sh /\nRUN sh /dump.sh > /dump");
        build();
        String build = site.succeeds("run", "--rm", "made", "cat", "/dump").text();
        String run = site.succeeds("run", "--rm", "made", "sh", "/dump.sh").text();
        assertThat(build).contains("Seccomp:\t2").isEqualTo(run);
    }

    @Test
    void B17_a_secret_is_nowhere_but_in_its_step() throws Exception {
        site.file("secret", CANARY);
        dockerfile(
                "RUN --mount=type=secret,id=s,mode=0440 --mount=type=secret,id=s,env=TOKEN"
                        + " test \"$(cat /run/secrets/s)\" = \"$TOKEN\" && stat -c %a /run/secrets/s > /mode"
                        + " && ! echo x > /run/secrets/s");
        site.succeeds("build", "-q", "-t", "made", "--secret", "id=s,src=secret", ".");
        assertThat(site.succeeds("run", "--rm", "made", "cat", "/mode").line()).isEqualTo("440");
        for (Path place : new Path[] {site.store(), site.folder().resolve("run")}) {
            String hits = Shell.script(place, "grep -rl -e " + CANARY + " -e VE9LRU4 . || true");
            assertThat(hits).as(place.toString()).isEmpty();
        }
    }

    @Test
    void B17_a_key_is_in_an_agent_and_nowhere_else() throws Exception {
        Needs.program("/usr/bin/ssh-keygen");
        Path key = site.work().resolve("key");
        Shell.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        Shell.run("chmod", "644", key.toString());
        dockerfile("RUN --mount=type=ssh test -S \"$SSH_AUTH_SOCK\" && echo there > /agent");
        site.succeeds("build", "-q", "-t", "made", "--ssh", "default=key", ".");
        assertThat(site.succeeds("run", "--rm", "made", "ls", "/agent").line()).isEqualTo("/agent");
        String second = Files.readAllLines(key).get(1);
        for (Path place : new Path[] {site.store(), site.folder().resolve("run")}) {
            String hits = Shell.script(place, "grep -rl -e " + second + " . || true");
            assertThat(hits).as(place.toString()).isEmpty();
        }
        assertThat(Shell.attempt(site.work(), "pgrep", "-f", key.toString()).text()).isEmpty();
        assertThat(site.jong("build", "-q", "--ssh", "default=key,nothing", ".").err())
                .contains("not all of these are files");
    }

    @Test
    void what_was_mounted_is_not_in_the_layer() {
        dockerfile(
                "RUN --mount=type=cache,target=/var/made/cache --mount=type=tmpfs,target=/memory"
                        + " --mount=type=bind,source=Dockerfile,target=/opt/file"
                        + " --mount=type=bind,target=/src,rw"
                        + " echo x > /var/made/cache/x; echo x > /memory/x; cat /opt/file > /copied;"
                        + " echo x > /src/written");
        build();
        Result files = site.succeeds("run", "--rm", "made", "sh", "-c", "ls / /var* /opt* || true");
        assertThat(files.text()).contains("copied").doesNotContain("made", "memory", "src", "file");
        assertThat(site.work().resolve("written")).doesNotExist();
    }

    @Test
    void B11_a_cache_mount_on_a_link_stays_in_the_container() throws Exception {
        Path outside = site.directory("outside");
        dockerfile(
                "RUN mkdir -p /a && ln -s ../../../../.."
                        + outside
                        + " /a/out\n"
                        + "RUN --mount=type=cache,target=/a/out echo x > /a/out/escaped");
        build();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_cache_mount_is_there_in_the_next_build() {
        dockerfile("RUN --mount=type=cache,target=/c echo kept > /c/file");
        build();
        dockerfile("RUN --mount=type=cache,target=/c cat /c/file > /seen");
        build();
        assertThat(site.succeeds("run", "--rm", "made", "cat", "/seen").line()).isEqualTo("kept");
    }

    @Test
    void B15_the_host_s_network_and_all_privileges_are_given_to_none_that_may_not_have_them() {
        dockerfile("RUN --network=host true");
        assertThat(site.jong("build", ".").err()).contains("not allowed");
        dockerfile("RUN --network=none ip addr > /net");
        build();
        assertThat(site.succeeds("run", "--rm", "made", "cat", "/net").text())
                .contains("127.0.0.1")
                .doesNotContain("eth0");
    }

    @Test
    void R005_a_worker_that_is_killed_takes_its_steps_along() throws Exception {
        dockerfile("RUN sh -c 'sleep 1000 & sleep 1001'");
        Process build = site.command("build", ".").begin();
        Await.that(() -> runs("sleep 1001"), "the step runs");
        new EngineProcess(site).killWorkers();
        assertThat(build.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Await.that(() -> !runs("sleep 1000") && !runs("sleep 1001"), "all has ended");
        Stale.sweep(site);
    }

    @Test
    void R005_an_interrupted_build_ends_its_steps() throws Exception {
        dockerfile("RUN sh -c 'sleep 1000 & sleep 1001'");
        Process build = site.command("build", ".").begin();
        Await.that(() -> runs("sleep 1001"), "the step runs");
        build.destroy();
        Await.that(() -> !runs("sleep 1000") && !runs("sleep 1001"), "all has ended");
        Await.that(
                () -> Shell.script(site.store(), "ls containers").isEmpty(),
                "nothing is left in the store");
    }

    private void dockerfile(String steps) {
        site.file("Dockerfile", "FROM box\n" + steps + "\n");
    }

    private void build() {
        site.succeeds("build", "-q", "-t", "made", ".");
    }

    /// Whether a process has that command line.
    private static boolean runs(String commandLine) {
        return ProcessHandle.allProcesses()
                .map(process -> EngineProcess.commandLine(process.pid()))
                .map(words -> words.replace('\0', ' ').trim())
                .anyMatch(commandLine::equals);
    }
}
