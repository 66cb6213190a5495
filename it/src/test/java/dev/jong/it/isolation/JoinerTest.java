package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Canary;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks of a container that runs on who comes in by `exec`.
@Tag("root")
class JoinerTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
        site.directory("work/shared");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHOWN", "SYS_PTRACE", "ALL"})
    void L01_the_program_of_a_joiner_can_not_be_overwritten_from_the_container(String capability)
            throws Exception {
        String program = site.copyOfProgram();
        String before = Shell.run("sha256sum", program);
        site.succeeds(
                "run",
                "-d",
                "--name",
                "thief",
                "--cap-add=" + capability,
                "-v",
                "./shared:/s",
                "box",
                "sh",
                "-c",
                "probe steal 6 overwritten > /s/stolen");
        for (int i = 0; i < 25; i++) {
            Result result = site.host(program, "exec", "thief", "sleep", "0.05").finish();
            assertThat(result.code()).as(result.toString()).isIn(0, 125, 126, 137);
        }
        site.succeeds("wait", "thief");
        Probe stolen = Probe.of(Files.readString(site.work().resolve("shared/stolen")));
        site.succeeds("rm", "thief");
        assertThat(stolen.value("steal.written")).isEqualTo("0");
        assertThat(Shell.run("sha256sum", program)).isEqualTo(before);
    }

    /// The parent of the command is no file of the host either, and nobody in the container sees it.
    @Test
    void L01_the_process_that_stays_runs_from_memory_and_outside_of_the_container()
            throws Exception {
        site.succeeds("run", "-d", "--name", "long", "box", "sleep", "1000");
        site.succeeds("exec", "-d", "long", "sleep", "1021");
        long program =
                Long.parseLong(
                        Shell.script(
                                        Path.of("/"),
                                        "grep -lxz 1021 /proc/[0-9]*/cmdline | head -n 1 | cut -d/ -f3")
                                .strip());
        long stays = ProcessHandle.of(program).orElseThrow().parent().orElseThrow().pid();
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + stays + "/exe")).toString())
                .isEqualTo("/memfd:jong (deleted)");
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + stays + "/ns/pid")))
                .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + program + "/ns/pid")))
                .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/pid")));
        site.succeeds("rm", "-f", "long");
    }

    @Test
    void L01_a_program_that_is_the_joiner_s_own_gets_a_sealed_copy() throws Exception {
        String program = site.copyOfProgram();
        String before = Shell.run("sha256sum", program);
        Path tree = Prober.copy(site.folder().resolve("shebang"));
        Files.writeString(tree.resolve("evil"), "#!/proc/self/exe\n");
        Shell.run("chmod", "755", tree.resolve("evil").toString());
        site.image("shebang", tree);
        site.succeeds("run", "-d", "--name", "evil", "shebang", "sleep", "1000");
        for (String run : new String[] {"/evil", "/proc/self/exe"}) {
            Result result = site.host(program, "exec", "evil", run).finish();
            assertThat(result.code()).as(run + result).isNotZero();
        }
        site.succeeds("rm", "-f", "evil");
        assertThat(Shell.run("sha256sum", program)).isEqualTo(before);
    }

    @Test
    void L03_a_working_directory_that_is_a_descriptor_or_links_to_one_is_refused()
            throws Exception {
        Path tree = Prober.copy(site.folder().resolve("cwd"));
        for (int fd = 0; fd < 24; fd++) {
            Files.createSymbolicLink(tree.resolve("link" + fd), Path.of("/proc/self/fd/" + fd));
        }
        site.image("cwd", tree);
        site.succeeds("run", "-d", "--name", "links", "cwd", "sleep", "1000");
        for (int fd = 0; fd < 1000; fd += fd < 24 ? 1 : 61) {
            for (String place :
                    new String[] {
                        "/proc/self/fd/" + fd,
                        "/proc/thread-self/fd/" + fd,
                        "/link" + Math.min(fd, 23),
                        "/proc/self/cwd",
                        "/proc/1/cwd"
                    }) {
                Result result = site.jong("exec", "-w", place, "links", "pwd");
                assertThat(result.code()).as(place + ": " + result).isEqualTo(126);
                assertThat(result.out()).isEmpty();
            }
        }
        site.succeeds("rm", "-f", "links");
    }

    @Test
    void L03_no_descriptor_of_the_joiner_reaches_the_program() {
        site.succeeds("run", "-d", "--name", "open", "box", "sleep", "1000");
        for (String option : new String[] {"-i", "-t", "--privileged", "-w/", "-ualice"}) {
            Probe probe = site.succeeds("exec", option, "open", "probe", "dump").probe();
            assertThat(probe.all("leaked")).as(option).isEmpty();
        }
        site.succeeds("rm", "-f", "open");
    }

    @Test
    void L15_inheritable_and_ambient_sets_are_empty_whoever_comes_in() {
        site.succeeds("run", "-d", "--name", "able", "--cap-add", "ALL", "box", "sleep", "1000");
        for (String[] options :
                new String[][] {
                    {}, {"-u", "alice"}, {"--privileged"}, {"--privileged", "-u", "1"}
                }) {
            String[] line = new String[options.length + 4];
            line[0] = "exec";
            System.arraycopy(options, 0, line, 1, options.length);
            line[options.length + 1] = "able";
            line[options.length + 2] = "probe";
            line[options.length + 3] = "dump";
            Probe probe = site.succeeds(line).probe();
            String said = String.join(" ", line);
            assertThat(probe.capabilities("Inh")).as("inheritable " + said).isZero();
            assertThat(probe.capabilities("Amb")).as("ambient " + said).isZero();
            if (said.contains("-u")) {
                assertThat(probe.capabilities("Prm") | probe.capabilities("Eff"))
                        .as("permitted " + said)
                        .isZero();
            }
        }
        site.succeeds("rm", "-f", "able");
    }

    @Test
    void L15_what_the_container_lacks_an_exec_lacks() {
        site.succeeds("run", "-d", "--name", "poor", "--cap-drop", "ALL", "box", "sleep", "1000");
        Probe probe = site.succeeds("exec", "poor", "probe", "dump").probe();
        assertThat(probe.capabilities("Bnd") | probe.capabilities("Eff")).isZero();
        site.succeeds("rm", "-f", "poor");
    }

    /// The files are the container's to write: links, FIFOs, devices and files without end.
    @Test
    void L17_hostile_user_files_are_read_in_the_root_and_up_to_a_limit() throws Exception {
        Canary canary = Canary.in(site.folder().resolve("l17"));
        Path secret = canary.path().resolveSibling("passwd");
        Files.writeString(secret, "leaked:x:0:0::/:/bin/sh\n");
        site.succeeds("run", "-d", "--name", "users", "box", "sleep", "1000");
        for (String change :
                new String[] {
                    "ln -s " + secret + " /etc/passwd",
                    "ln -s /../../.." + secret + " /etc/passwd",
                    "ln -s /proc/1/root" + secret + " /etc/passwd",
                    "mkfifo /etc/passwd",
                    "mkdir /etc/passwd",
                    "ln -s /dev/zero /etc/passwd",
                    "ln -s /dev/console /etc/passwd",
                    "ln -s /etc/passwd /etc/passwd",
                    "head -c 12m /dev/zero > /etc/passwd; echo leaked:x:0:0::/:/bin/sh >> /etc/passwd"
                }) {
            site.succeeds("exec", "users", "sh", "-c", "rm -rf /etc/passwd; " + change);
            Result result = site.jong("exec", "-u", "leaked", "users", "id");
            assertThat(result.code()).as(change + ": " + result).isEqualTo(125);
            assertThat(result.err()).as(change).contains("unable to find user leaked");
            assertThat(site.succeeds("exec", "-u", "0", "users", "echo", "in").line())
                    .isEqualTo("in");
        }
        site.succeeds("rm", "-f", "users");
        canary.check();
    }

    @Test
    void L19_a_process_that_got_the_number_of_a_container_is_not_entered() throws Exception {
        try (Renumbered container = new Renumbered(site, "sleep", "1000")) {
            Result result = site.jong("exec", Renumbered.NAME, "echo", "in");
            assertThat(result.code()).isEqualTo(125);
            assertThat(result.text()).isEmpty();
            assertThat(site.jong("exec", "-u", "root", Renumbered.NAME, "echo", "in").text())
                    .isEmpty();
            assertThat(container.victim().isAlive()).isTrue();
        }
    }
}
