package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Callers: what they leave in the engine, and names that want to be paths.
@Tag("root")
class CallerTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    /// Nothing of one command is in the next one.
    @Test
    void I11_nothing_of_one_container_shows_up_in_the_next() throws Exception {
        List<String> before = facts(site.dump());
        site.directory("work/data");
        String[][] lines = {
            {
                "-e",
                "SECRET=1",
                "-v",
                "./data:/data",
                "-m",
                "64m",
                "--pids-limit",
                "5",
                "--ulimit",
                "nofile=64"
            },
            {
                "--privileged",
                "-h",
                "other",
                "--tmpfs",
                "/t",
                "--add-host",
                "a:1.2.3.4",
                "--init",
                "-w",
                "/tmp",
                "-u",
                "alice"
            },
            {
                "--security-opt",
                "seccomp=unconfined",
                "--cap-add",
                "ALL",
                "--sysctl",
                "net.ipv4.ip_forward=1",
                "--device",
                "/dev/zero:/dev/x"
            },
            {
                "--network",
                "host",
                "--pid",
                "host",
                "--ipc",
                "host",
                "--read-only",
                "--oom-score-adj",
                "100"
            }
        };
        for (String[] line : lines) {
            List<String> command = new ArrayList<>(List.of("run", "--rm"));
            command.addAll(List.of(line));
            command.addAll(List.of("box", "probe", "dump"));
            site.command(command.toArray(new String[0]))
                    .with("CALLER_SECRET", "x")
                    .with("TERM", "odd")
                    .finish();
            command.set(command.size() - 2, "no-such-program");
            site.jong(command.toArray(new String[0]));
            assertThat(facts(site.dump())).as("after " + command).isEqualTo(before);
            // The same without what is remembered of the same options.
            Probe anew = site.dump("--label", "decided-anew-after=" + line[1]);
            assertThat(facts(anew)).as("anew after " + command).isEqualTo(before);
        }
    }

    /// The engine's JVM must not obey variables of whoever happened to start it.
    @Test
    void I15_variables_of_the_caller_do_not_reach_the_engine() throws Exception {
        Path canary = site.work().resolve("agent-was-here");
        site.file(
                "preload.c",
                "#include <stdio.h>\n__attribute__((constructor)) void go(void) { FILE *f = fopen(\""
                        + canary
                        + "\", \"w\"); if (f) fclose(f); }\n");
        Shell.run(site.work(), "gcc", "-shared", "-fPIC", "-o", "preload.so", "preload.c");
        for (String mode : new String[] {"off", "on"}) {
            site.jong("engine", "stop");
            Result result =
                    site.command("run", "--rm", "box", "true")
                            .with("JONG_ENGINE", mode)
                            .with("JAVA_TOOL_OPTIONS", "-XX:OnError=x -Djong=evil -verbose:class")
                            .with("JDK_JAVA_OPTIONS", "--no-such-option")
                            .with("_JAVA_OPTIONS", "-Xmx2m")
                            .with("CLASSPATH", "/no/such")
                            .with("JAVA_HOME", "/no/such")
                            .with("LD_PRELOAD", site.work() + "/preload.so")
                            .with("LD_LIBRARY_PATH", site.work().toString())
                            .with("LD_AUDIT", site.work() + "/preload.so")
                            .finish();
            assertThat(result.code()).as(mode + result).isZero();
            assertThat(result.err()).as(mode).isEmpty();
            assertThat(canary).as(mode).doesNotExist();
        }
        String pid = site.succeeds("engine", "status").lines().getFirst().replace("pid: ", "");
        String environment = Files.readString(Path.of("/proc", pid, "environ"));
        assertThat(environment)
                .doesNotContain("JAVA_")
                .doesNotContain("LD_")
                .doesNotContain("CLASSPATH");
        assertThat(Shell.run("stat", "-c", "%a", site.program()).strip()).isEqualTo("755");
    }

    @Test
    void L23_names_and_ids_of_containers_follow_a_strict_grammar() throws Exception {
        String list = entries();
        for (String name :
                new String[] {
                    "..",
                    ".",
                    "a/b",
                    "../../etc",
                    "x".repeat(5000),
                    "",
                    "/",
                    "-",
                    "*",
                    "a\nb",
                    "\u001b[31m",
                    "box:latest",
                    "0".repeat(64)
                }) {
            for (String[] line :
                    new String[][] {
                        {"inspect", "--type", "container", "--", name},
                        {"rm", "-f", "--", name},
                        {"start", "--", name},
                        {"kill", "--", name},
                        {"stop", "--", name},
                        {"wait", "--", name}
                    }) {
                Result result = site.jong(line);
                assertThat(result.code())
                        .as(line[0] + " " + name + ": " + result)
                        .isNotZero()
                        .isLessThan(128);
                assertThat(result.err())
                        .as(line[0])
                        .doesNotContain("Exception")
                        .doesNotContain("\u001b");
            }
            if (!name.isEmpty() && !name.equals("0".repeat(64))) {
                assertThat(site.jong("create", "--name=" + name, "box", "true").code())
                        .as(name)
                        .isEqualTo(125);
            }
        }
        assertThat(entries()).isEqualTo(list);
    }

    private static String entries() {
        String store = site.store().toString();
        return Shell.run(
                "find",
                store,
                "-maxdepth",
                "2",
                "-not",
                "-path",
                "*/trash/*",
                "-not",
                "-path",
                "*/tmp/*");
    }

    private static List<String> facts(Probe probe) {
        List<String> facts = new ArrayList<>();
        for (String prefix :
                new String[] {
                    "status.", "rlimit.", "dev.", "cgroup.", "sysctl.", "uid_map", "oom", "cwd",
                    "arg"
                }) {
            probe.below(prefix).forEach((key, value) -> facts.add(prefix + key + "=" + value));
        }
        probe.environment().forEach((name, value) -> facts.add("env=" + name + "=" + value));
        probe.mounts()
                .forEach(mount ->
                        facts.add(mount.target() + " " + mount.type() + " " + mount.options()));
        facts.removeIf(fact -> fact.startsWith("env=HOSTNAME"));
        facts.sort(null);
        return facts;
    }
}
