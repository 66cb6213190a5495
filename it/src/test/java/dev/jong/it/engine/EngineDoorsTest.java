package dev.jong.it.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the engine takes from whom.
@Tag("root")
class EngineDoorsTest {
    private Site site;
    private EngineProcess engine;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        engine = new EngineProcess(site);
        engine.stop();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void I01_another_user_reaches_neither_socket_nor_runtime_directory_nor_store() {
        engine.pid();
        try (Account other = Account.single()) {
            String connect =
                    "import socket,sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])";
            assertThat(as(other, "cat", engine.socket().toString()).err())
                    .contains("Permission denied");
            assertThat(
                            as(
                                            other,
                                            "/usr/bin/env",
                                            "python3",
                                            "-c",
                                            connect,
                                            engine.socket().toString())
                                    .code())
                    .isNotZero();
            assertThat(as(other, "ls", site.folder().resolve("run").toString()).err())
                    .contains("Permission denied");
            assertThat(as(other, "ls", site.store().toString()).err())
                    .contains("Permission denied");
        }
    }

    /// The directory keeps others out; the socket itself does so too, should somebody open the directory.
    @Test
    void I01_the_socket_is_closed_to_others_even_in_an_open_directory() throws Exception {
        engine.pid();
        assertThat(Shell.run("stat", "-c", "%a", engine.socket().toString()).strip())
                .isIn("600", "700");
    }

    @Test
    void I11_nothing_of_one_command_shows_up_in_the_next_container() throws Exception {
        Path secret = site.file("secret", "canary");
        Probe plain = site.dump();
        Result first =
                site.command(
                                "run",
                                "--rm",
                                "-e",
                                "CANARY=one",
                                "-e",
                                "PASSED",
                                "-v",
                                secret + ":/canary",
                                "--memory",
                                "64m",
                                "--ulimit",
                                "nofile=77:77",
                                "--cap-add",
                                "SYS_ADMIN",
                                "--hostname",
                                "canary",
                                "--read-only",
                                "--user",
                                "1000",
                                "-w",
                                "/home/alice",
                                "--label",
                                "canary=1",
                                "--pids-limit",
                                "50",
                                "--add-host",
                                "canary:10.0.0.1",
                                "box",
                                "probe",
                                "dump")
                        .with("PASSED", "canary")
                        .finish();
        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.text()).contains("canary");
        // What was decided before is remembered; with a label it is decided anew.
        same(site.dump(), plain);
        same(site.dump("--label", "decided=anew"), plain);
        assertThat(site.succeeds("run", "--rm", "box", "cat", "/etc/hosts").text())
                .doesNotContain("canary");
        assertThat(site.succeeds("run", "--rm", "box", "sh", "-c", "id -u; pwd; env").text())
                .doesNotContain("canary")
                .startsWith("0\n/\n");
    }

    private static void same(Probe next, Probe plain) {
        assertThat(next.environment().keySet()).isEqualTo(plain.environment().keySet());
        assertThat(next.mounts())
                .extracting(Probe.Mount::target)
                .isEqualTo(plain.mounts().stream().map(Probe.Mount::target).toList());
        assertThat(next.capabilities("Bnd")).isEqualTo(plain.capabilities("Bnd"));
        assertThat(next.below("rlimit.")).isNotEmpty().isEqualTo(plain.below("rlimit."));
        assertThat(next.below("cgroup.")).isEqualTo(plain.below("cgroup."));
        assertThat(next.mount("/").orElseThrow().readOnly()).isFalse();
    }

    @Test
    void I13_the_engine_offers_no_way_in_but_its_socket() throws Exception {
        long pid = engine.pid();
        Shell.run("kill", "-QUIT", Long.toString(pid));
        site.succeeds("run", "--rm", "box", "true");
        assertThat(Files.exists(Path.of("/tmp/.java_pid" + pid))).as("attach socket").isFalse();
        assertThat(Files.exists(Path.of("/tmp/hsperfdata_root/" + pid))).as("perf data").isFalse();
        assertThat(Shell.run("ls", "-l", "/proc/" + pid + "/cwd")).endsWith("-> /\n");
        assertThat(listeners(pid))
                .as("listening sockets")
                .containsExactly(engine.socket().toString());
        assertThat(engine.pid()).as("it is still there after SIGQUIT").isEqualTo(pid);
    }

    @Test
    void I15_variables_of_the_caller_do_not_reach_the_engine() throws Exception {
        Result result =
                site.command("engine", "status")
                        .with("JAVA_TOOL_OPTIONS", "-Dcanary=1")
                        .with("JDK_JAVA_OPTIONS", "-Dcanary=1")
                        .with("_JAVA_OPTIONS", "-Dcanary=1")
                        .with("JAVA_OPTS", "-Dcanary=1")
                        .with("CLASSPATH", "/canary")
                        .with("LD_PRELOAD", "/canary.so")
                        .with("LD_LIBRARY_PATH", "/canary")
                        .with("BASH_ENV", "/canary")
                        .with("TMPDIR", "/tmp")
                        .finish();
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.err()).isEmpty();
        String environment =
                Files.readString(
                        Path.of("/proc/" + engine.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        assertThat(environment).doesNotContain("canary");
        assertThat(List.of(environment.split("\0")))
                .allSatisfy(variable ->
                        assertThat(variable).matches("(PATH|HOME|LC_ALL|TMPDIR|JONG_\\w+)=.*"));
        assertThat(engine.log()).doesNotContain("canary");
    }

    /// Descriptors, signals and limits are the caller's as well.
    @Test
    void I15_the_engine_keeps_no_descriptor_of_its_first_caller() throws Exception {
        Path held = site.file("held", "x");
        String script =
                "exec 7<" + held + " 9<" + held + "; ulimit -Sn 64; exec \"$0\" engine status";
        assertThat(site.host("/bin/sh", "-c", script, site.program()).finish().code()).isZero();
        long pid = engine.pid();
        assertThat(open(pid)).contains("/dev/null").doesNotContain(held.toString());
        assertThat(Files.readString(Path.of("/proc/" + pid + "/limits")))
                .doesNotContainPattern("Max open files +64 ");
    }

    /// At the end of its container a monitor becomes a command, and that may be the first one.
    @Test
    void an_engine_that_a_monitor_starts_is_in_the_network_of_the_host() throws Exception {
        String id =
                site.succeeds("run", "-d", "--rm", "--network=none", "box", "sleep", "1000").line();
        String pid = site.succeeds("inspect", "--format", "{{.State.Pid}}", id).line();
        Path host = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"))).isNotEqualTo(host);
        engine.stop();
        Shell.run("kill", "-KILL", pid);
        Await.that(() -> !engine.all().isEmpty(), "the monitor's command has an engine");
        long started = engine.all().getFirst().pid();
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + started + "/ns/net"))).isEqualTo(host);
        Await.that(() -> site.succeeds("ps", "-aq").text().isEmpty(), "the container is removed");
    }

    /// What the descriptors of process `pid` lead to; it may close some while it is looked at.
    private static List<String> open(long pid) {
        String targets = "for f in /proc/" + pid + "/fd/*; do readlink $f || continue; done";
        return Shell.script(Path.of("/"), targets).lines().toList();
    }

    private List<String> listeners(long pid) {
        String listening =
                "for f in /proc/"
                        + pid
                        + "/fd/*; do l=$(readlink $f) || continue; case $l in socket:*) i=${l#socket:[}; "
                        + "awk -v i=${i%]} '$7 == i && $4 == \"00010000\" {print $8}' /proc/net/unix; "
                        + "awk -v i=${i%]} '$10 == i && $4 == \"0A\" {print \"tcp\"}' /proc/net/tcp /proc/net/tcp6;; esac; done";
        return Shell.script(Path.of("/"), listening).lines().distinct().toList();
    }

    private static Result as(Account account, String... command) {
        String[] whole = new String[command.length + 4];
        whole[0] = "/usr/bin/setpriv";
        whole[1] = "--reuid=" + account.uid();
        whole[2] = "--regid=" + account.gid();
        whole[3] = "--clear-groups";
        System.arraycopy(command, 0, whole, 4, command.length);
        return Shell.attempt(Path.of("/"), whole);
    }
}
