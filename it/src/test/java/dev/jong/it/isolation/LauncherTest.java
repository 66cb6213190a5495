package dev.jong.it.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Canary;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Attacks on the launcher while a container starts.
@Tag("root")
class LauncherTest {
    /// Mounts of one race in one container, and containers: a thousand races.
    private static final int TARGETS = 25;

    private static final int ROUNDS = Integer.getInteger("jong.rounds", 1000) / TARGETS;

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

    /// A neighbour that sees the launcher's processes keeps handles on their program and writes to it once nobody runs
    /// it any more. It finds nothing, or a sealed copy in memory.
    @ParameterizedTest
    @ValueSource(strings = {"", "SYS_PTRACE", "ALL"})
    void L01_the_launcher_s_program_can_not_be_overwritten_from_a_container(String capability)
            throws Exception {
        String program = site.copyOfProgram();
        String before = Shell.run("sha256sum", program);
        site.succeeds(
                "run",
                "-d",
                "--name",
                "thief",
                "--cap-add=" + (capability.isEmpty() ? "CHOWN" : capability),
                "-v",
                "./shared:/s",
                "box",
                "sh",
                "-c",
                "probe steal 8 overwritten > /s/stolen");
        for (int i = 0; i < 15; i++) {
            Result result =
                    site.host(
                                    program,
                                    "run",
                                    "--rm",
                                    "--init",
                                    "--pid",
                                    "container:thief",
                                    "box",
                                    "sleep",
                                    "0.1")
                            .finish();
            assertThat(result.code()).as(result.toString()).isIn(0, 137);
        }
        site.succeeds("wait", "thief");
        Probe stolen = Probe.of(Files.readString(site.work().resolve("shared/stolen")));
        site.succeeds("rm", "thief");
        assertThat(stolen.value("steal.written")).isEqualTo("0");
        assertThat(Shell.run("sha256sum", program)).isEqualTo(before);
    }

    /// The init that stays in the container runs from memory, not from the host's file.
    @Test
    void L01_the_program_of_the_init_is_no_file_of_the_host() {
        String target =
                site.succeeds(
                                "run",
                                "--rm",
                                "--init",
                                "--cap-add",
                                "SYS_PTRACE",
                                "box",
                                "sh",
                                "-c",
                                "readlink /proc/1/exe || echo hidden")
                        .line();
        assertThat(target).doesNotContain("bin/jong").matches("hidden|/memfd:jong \\(deleted\\)");
    }

    @Test
    void L01_an_image_whose_program_is_the_launcher_s_own_gets_a_sealed_copy() throws Exception {
        String program = site.copyOfProgram();
        String before = Shell.run("sha256sum", program);
        Path tree = Prober.copy(site.folder().resolve("shebang"));
        Files.writeString(tree.resolve("evil"), "#!/proc/self/exe\n");
        Shell.run("chmod", "755", tree.resolve("evil").toString());
        site.image("shebang", tree);
        for (String run : new String[] {"/evil", "/proc/self/exe"}) {
            Result result = site.host(program, "run", "--rm", "shebang", run).finish();
            assertThat(result.code()).as(run + result).isNotZero();
        }
        assertThat(Shell.run("sha256sum", program)).isEqualTo(before);
    }

    @Test
    void L03_a_working_directory_that_is_a_descriptor_is_refused() {
        for (int fd = 3; fd < 1000; fd += fd < 64 ? 1 : 67) {
            Result result = site.jong("run", "--rm", "-w", "/proc/self/fd/" + fd, "box", "pwd");
            assertThat(result.code()).as("descriptor " + fd + ": " + result).isIn(125, 126);
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void L03_a_working_directory_that_links_to_a_descriptor_is_refused() throws Exception {
        Path tree = Prober.copy(site.folder().resolve("cwd"));
        for (int fd = 3; fd < 24; fd++) {
            Files.createSymbolicLink(tree.resolve("link" + fd), Path.of("/proc/self/fd/" + fd));
            Files.createSymbolicLink(
                    tree.resolve("up" + fd), Path.of("/proc/self/fd/" + fd + "/../../.."));
        }
        site.image("cwd", tree);
        for (int fd = 3; fd < 24; fd++) {
            for (String name :
                    new String[] {
                        "/link" + fd,
                        "/up" + fd,
                        "/proc/1/cwd",
                        "/proc/self/root/proc/self/fd/" + fd
                    }) {
                Result result = site.jong("run", "--rm", "-w", name, "cwd", "pwd");
                assertThat(result.code()).as(name + ": " + result).isIn(125, 126);
            }
        }
    }

    @Test
    void L03_no_descriptor_of_the_launcher_reaches_the_program() {
        for (String[] options :
                new String[][] {{}, {"--init"}, {"-i"}, {"-v", "./shared:/s"}, {"--privileged"}}) {
            assertThat(site.dump(options).all("leaked")).as(String.join(" ", options)).isEmpty();
        }
    }

    /// A neighbour swaps a mount's target for a link while the launcher works; mounts land in the container or nowhere.
    @Test
    void L05_a_mount_target_that_is_swapped_during_set_up_never_leads_out() throws Exception {
        Canary canary = Canary.in(site.folder());
        String mounts = hostMounts();
        Path shared = site.work().resolve("shared");
        Files.createDirectories(shared.resolve("real/deep"));
        Files.createSymbolicLink(shared.resolve("link"), canary.path());
        site.succeeds(
                "run",
                "-d",
                "--name",
                "swapper",
                "-v",
                shared + ":/vol",
                "box",
                "sh",
                "-c",
                "exec probe swap 600 /vol/real /vol/link > /vol/rounds");
        List<String> command = new ArrayList<>(List.of("run", "--rm", "-v", shared + ":/vol"));
        for (int i = 0; i < TARGETS; i++) {
            command.addAll(List.of("--tmpfs", "/vol/real/etc/" + i));
        }
        command.addAll(
                List.of(
                        "box",
                        "sh",
                        "-c",
                        "echo leaked > /vol/real/etc/x; grep -c ' /vol.*tmpfs' /proc/self/mountinfo"));
        int swaps = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Result result = site.jong(command.toArray(new String[0]));
            assertThat(result.code()).as(result.toString()).isIn(0, 1, 125);
            swaps += Files.isSymbolicLink(shared.resolve("real")) ? 1 : 0;
        }
        site.succeeds("stop", "swapper");
        assertThat(swapped(shared)).isGreaterThan(ROUNDS * TARGETS / 2);
        site.succeeds("rm", "swapper");
        canary.check();
        assertThat(hostMounts()).isEqualTo(mounts);
        assertThat(swaps).as("rounds in which the link was there").isBetween(1, ROUNDS - 1);
    }

    /// Between the check of a source and its mount nothing is looked up twice: the front names it once.
    @Test
    void V09_a_source_is_looked_up_once_and_mounted_by_descriptor() throws Exception {
        Needs.program("/usr/bin/strace");
        Path trace = site.work().resolve("trace");
        site.succeeds("engine", "status");
        String source = Files.createDirectories(site.work().resolve("looked-up-once")).toString();
        Result result =
                site.host(
                                "strace",
                                "-f",
                                "-qq",
                                "-s",
                                "4096",
                                "-o",
                                trace.toString(),
                                site.program(),
                                "run",
                                "--rm",
                                "-v",
                                source + ":/d:ro",
                                "box",
                                "true")
                        .finish();
        assertThat(result.code()).as(result.toString()).isZero();
        List<String> uses =
                Files.readAllLines(trace).stream()
                        .filter(line -> line.contains("\"" + source) && !line.contains("execve("))
                        .toList();
        assertThat(uses).hasSize(1).first().asString().contains("open_tree(");
    }

    @Test
    void V09_a_source_that_is_swapped_is_mounted_read_only_whatever_it_is() throws Exception {
        Canary canary = Canary.in(site.folder().resolve("v09"));
        Path work = site.directory("work/v09");
        Files.createDirectories(work.resolve("source"));
        Files.createSymbolicLink(work.resolve("other"), canary.path());
        Process swapper =
                site.host(
                                "/bin/sh",
                                "-c",
                                "exec "
                                        + Prober.tree()
                                        + "/bin/probe swap 600 "
                                        + work
                                        + "/source "
                                        + work
                                        + "/other > "
                                        + work
                                        + "/rounds")
                        .begin();
        List<String> command = new ArrayList<>(List.of("run", "--rm"));
        for (int i = 0; i < TARGETS; i++) {
            command.addAll(List.of("-v", work + "/source:/d" + i + ":ro"));
        }
        command.addAll(
                List.of(
                        "box",
                        "sh",
                        "-c",
                        "for d in /d*; do echo x > $d/etc/passwd; echo x > $d/new; rm -rf $d/etc; done"));
        for (int round = 0; round < ROUNDS; round++) {
            Result result = site.jong(command.toArray(new String[0]));
            assertThat(result.code()).as(result.toString()).isIn(0, 1, 125);
        }
        swapper.destroy();
        swapper.waitFor();
        assertThat(swapped(work)).isGreaterThan(ROUNDS * TARGETS / 2);
        canary.check();
    }

    @Test
    void L15_inheritable_and_ambient_sets_are_empty_whoever_runs() {
        String[][] lines = {
            {},
            {"-u", "alice"},
            {"-u", "alice", "--cap-add", "NET_RAW"},
            {"--cap-add", "ALL"},
            {"--privileged"},
            {"--privileged", "-u", "alice"},
            {"--init", "-u", "alice"},
            {"--security-opt", "seccomp=unconfined"}
        };
        for (String[] line : lines) {
            Probe probe = site.dump(line);
            String said = String.join(" ", line);
            assertThat(probe.capabilities("Inh")).as("inheritable " + said).isZero();
            assertThat(probe.capabilities("Amb")).as("ambient " + said).isZero();
            if (said.contains("alice")) {
                assertThat(probe.capabilities("Prm") | probe.capabilities("Eff"))
                        .as("permitted " + said)
                        .isZero();
            }
        }
        // Files with inheritable capabilities must not bring any back (CVE-2022-24769).
        String status =
                site.succeeds(
                                "run",
                                "--rm",
                                "--init",
                                "box",
                                "grep",
                                "-h",
                                "CapInh",
                                "/proc/1/status",
                                "/proc/self/status")
                        .text();
        assertThat(status.lines()).allMatch(line -> line.endsWith("0000000000000000"));
    }

    /// Every way into the kernel gets the same answer, and every thread has the filter.
    @Test
    void L25_the_filter_holds_for_other_entries_and_for_every_process() {
        Probe attempts = site.attempts();
        assertThat(attempts.value("try.int80-mount")).isIn("EPERM", "ENOSYS");
        assertThat(attempts.value("try.int80-unshare")).isIn("EPERM", "ENOSYS");
        assertThat(attempts.value("try.x32-getpid")).isEqualTo("ENOSYS");
        assertThat(attempts.value("try.clone3")).isEqualTo("ENOSYS");
        String filters =
                site.succeeds(
                                "run",
                                "--rm",
                                "--init",
                                "box",
                                "sh",
                                "-c",
                                "cat /proc/[0-9]*/task/*/status | grep ^Seccomp:")
                        .text();
        assertThat(filters.lines()).isNotEmpty().allMatch(line -> line.endsWith("2"));
    }

    @Test
    void L29_the_old_root_can_not_be_reached() throws Exception {
        Canary canary = Canary.in(site.folder().resolve("l29"));
        Probe attempts = site.attempts();
        assertThat(attempts.value("try.chroot-escape")).isEqualTo("EXDEV");
        assertThat(attempts.value("try.saved-descriptor")).isEqualTo("EBADF");
        String script =
                "cd ../../../../..; for p in . /proc/1/root /proc/self/root /proc/1/cwd /proc/self/cwd/..; do ls -d $p"
                        + canary.path()
                        + "; done; "
                        + "umount -l /proc; umount -l /dev; umount -l /; ls -d "
                        + canary.path()
                        + " /.."
                        + canary.path()
                        + "; true";
        Result result = site.succeeds("run", "--rm", "--privileged", "box", "sh", "-c", script);
        assertThat(result.text()).isEmpty();
        Probe probe = site.dump();
        assertThat(
                        probe.mounts().stream()
                                .filter(mount -> mount.type().startsWith("ext"))
                                .map(Probe.Mount::target))
                .containsExactlyInAnyOrder("/etc/hostname", "/etc/hosts", "/etc/resolv.conf");
    }

    /// How often the attacker swapped, as it says in the end.
    private static long swapped(Path folder) throws Exception {
        return Long.parseLong(
                Probe.of(Files.readString(folder.resolve("rounds"))).value("swap.rounds"));
    }

    private static String hostMounts() throws Exception {
        return Files.readString(Path.of("/proc/self/mountinfo"));
    }
}
