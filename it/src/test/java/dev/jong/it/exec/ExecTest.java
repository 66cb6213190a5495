package dev.jong.it.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Load;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `exec` as a user knows it.
@Tag("root")
class ExecTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
        site.succeeds("run", "-d", "--name", "web", "-e", "MINE=own", "box", "sleep", "1000");
    }

    @AfterAll
    static void close() {
        site.succeeds("rm", "-f", "web");
        site.close();
    }

    @Test
    void it_is_in_every_namespace_of_the_container_and_no_process_of_ours_is_seen() {
        Probe probe = site.succeeds("exec", "web", "probe", "dump").probe();
        Result first =
                site.succeeds(
                        "exec", "web", "sh", "-c", "for n in /proc/1/ns/*; do readlink $n; done");
        for (String name : new String[] {"mnt", "pid", "net", "ipc", "uts", "cgroup", "user"}) {
            assertThat(first.lines()).contains(probe.value("ns." + name));
        }
        assertThat(probe.all("leaked")).isEmpty();
        try (Quiet quiet = new Quiet()) {
            assertThat(quiet.processes()).containsExactly("sleep", "cat");
        }
    }

    @Test
    void it_may_what_the_container_may() {
        Probe probe = site.succeeds("exec", "web", "probe", "dump").probe();
        Probe other = site.dump("-e", "MINE=own");
        for (String fact :
                new String[] {
                    "status.CapBnd",
                    "status.CapEff",
                    "status.CapPrm",
                    "status.Seccomp",
                    "status.NoNewPrivs",
                    "status.Uid",
                    "status.Groups",
                    "status.SigBlk",
                    "status.SigIgn",
                    "status.Umask"
                }) {
            assertThat(probe.value(fact)).as(fact).isEqualTo(other.value(fact));
        }
        assertThat(probe.below("limit.")).isEqualTo(other.below("limit."));
        assertThat(site.succeeds("exec", "web", "cat", "/proc/self/cgroup").text())
                .isEqualTo(site.succeeds("exec", "web", "cat", "/proc/1/cgroup").text());
    }

    @Test
    void exit_codes_are_those_of_the_command() {
        assertThat(site.jong("exec", "web", "sh", "-c", "exit 41").code()).isEqualTo(41);
        assertThat(site.jong("exec", "web", "sh", "-c", "kill -9 $$").code()).isEqualTo(137);
        assertThat(site.jong("exec", "web", "/etc/passwd").code()).isEqualTo(126);
        Result missing = site.jong("exec", "web", "no-such-program");
        assertThat(missing.code()).isEqualTo(127);
        assertThat(missing.err())
                .isEqualTo("jong: exec: \"no-such-program\": executable file not found in $PATH\n");
    }

    @Test
    void what_keeps_a_program_from_being_run_is_told() {
        site.succeeds(
                "exec",
                "web",
                "sh",
                "-c",
                "echo '#!/bin/nosh' > /script; echo text > /plain; chmod 755 /script; chmod 644 /plain");
        String[][] cases = {
            {"slep", "127", "executable file not found in $PATH\nhint: did you mean sleep?"},
            {"/bin/slep", "127", "no such file or directory\nhint: did you mean /bin/sleep?"},
            {"/script", "127", "its interpreter \"/bin/nosh\" can't be run"},
            {"/plain", "126", "it may not be executed by user 0: its mode is 0644"},
            {"/etc", "126", "it is a directory"},
            {"", "127", "executable file not found in $PATH"},
        };
        for (String[] each : cases) {
            Result told = site.jong("exec", "web", each[0]);
            assertThat(told.err()).as(each[0]).contains(each[2]);
            assertThat(told.code()).as(each[0]).isEqualTo(Integer.parseInt(each[1]));
        }
    }

    @Test
    void streams_are_passed_through_and_input_only_when_asked_for() throws Exception {
        String[] script = {"sh", "-c", "cat; echo out; echo err >&2"};
        Result without =
                site.command("exec", "web", script[0], script[1], script[2])
                        .input("typed\n")
                        .finish();
        assertThat(without.text()).isEqualTo("out\n");
        assertThat(without.err()).isEqualTo("err\n");
        Result with =
                site.command("exec", "-i", "web", script[0], script[1], script[2])
                        .input("typed\n")
                        .finish();
        assertThat(with.text()).isEqualTo("typed\nout\n");
    }

    @Test
    void the_environment_is_the_container_s_and_what_is_added() throws Exception {
        String file = site.file("variables", "FILED=1\nA=file\n").toString();
        Result result =
                site.command("exec", "-e", "A=b", "-e", "CALLERS", "--env-file", file, "web", "env")
                        .with("CALLERS", "c")
                        .finish();
        assertThat(result.lines())
                .contains("MINE=own", "A=b", "CALLERS=c", "FILED=1", "HOME=/root")
                .noneMatch(line -> line.startsWith("TERM="));
        assertThat(site.succeeds("exec", "-t", "web", "env").text()).contains("TERM=xterm");
    }

    @Test
    void the_working_directory_is_the_container_s_or_the_one_that_is_asked_for() {
        assertThat(site.succeeds("exec", "web", "pwd").line()).isEqualTo("/");
        assertThat(site.succeeds("exec", "-w", "/home/alice", "web", "pwd").line())
                .isEqualTo("/home/alice");
        Result missing = site.jong("exec", "-w", "/missing", "web", "pwd");
        assertThat(missing.code()).isEqualTo(126);
        assertThat(missing.err())
                .contains("cannot enter the working directory /missing: no such file or directory");
        assertThat(site.jong("exec", "web", "ls", "/missing").code()).as("it was made").isOne();
    }

    @Test
    void users_are_those_of_the_container_as_it_is_now() {
        assertThat(site.succeeds("exec", "-u", "alice", "web", "id").line())
                .isEqualTo(
                        "uid=1000(alice) gid=1000(alice) groups=10(wheel),29(audio),1000(alice)");
        assertThat(site.succeeds("exec", "-u", "4711:users", "web", "id").line())
                .isEqualTo("uid=4711 gid=100(users) groups=100(users)");
        String line = "carol:x:2000:2001::/home/carol:/bin/sh";
        site.succeeds("exec", "web", "sh", "-c", "echo " + line + " >> /etc/passwd");
        assertThat(
                        site.succeeds("exec", "-u", "carol", "web", "sh", "-c", "id -u; echo $HOME")
                                .lines())
                .containsExactly("2000", "/home/carol");
        Result missing = site.jong("exec", "-u", "nobody-here", "web", "id");
        assertThat(missing.code()).isEqualTo(125);
        assertThat(missing.err()).contains("unable to find user nobody-here");
        assertThat(new EngineProcess(site).folder().toFile().list())
                .noneMatch(name -> name.startsWith("lookup-"));
    }

    @Test
    void privileges_are_given_when_asked_for() {
        Probe probe = site.succeeds("exec", "--privileged", "web", "probe", "dump").probe();
        assertThat(probe.capabilities("Eff"))
                .isEqualTo(site.dump("--privileged").capabilities("Eff"));
        assertThat(probe.value("status.Seccomp")).as("the filter stays").isEqualTo("2");
    }

    @Test
    void in_the_background_it_goes_on_and_ends_with_the_container() {
        site.succeeds("run", "-d", "--name", "short", "box", "sleep", "1000");
        Result result = site.succeeds("exec", "-d", "short", "sleep", "1013");
        assertThat(result.text()).isEmpty();
        assertThat(site.succeeds("exec", "short", "sh", "-c", "cat /proc/[0-9]*/cmdline").text())
                .contains("sleep\0001013");
        site.succeeds("rm", "-f", "short");
        Await.that(() -> !running("1013"), "the command has ended with its container");
    }

    @Test
    void a_container_that_does_not_run_is_refused() {
        site.succeeds("create", "--name", "resting", "box", "true");
        Result result = site.jong("exec", "resting", "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).startsWith("jong: container resting is not running\n");
        site.succeeds("rm", "resting");
        assertThat(site.jong("exec", "nothing", "true").err()).contains("no such container");
    }

    @Test
    void signals_of_the_front_reach_it_and_its_death_ends_it() throws Exception {
        String script = "trap 'exit 33' TERM; echo > /tmp/ready; while :; do sleep 0.05; done";
        Process front = site.command("exec", "web", "sh", "-c", script).begin();
        Await.that(() -> site.jong("exec", "web", "rm", "/tmp/ready").code() == 0, "it runs");
        front.destroy();
        assertThat(front.waitFor()).isEqualTo(33);
        Process killed = site.command("exec", "web", "sleep", "1017").begin();
        Await.that(() -> running("1017"), "the second runs");
        killed.destroyForcibly().waitFor();
        Await.that(() -> !running("1017"), "it has ended with its front");
    }

    @Test
    void the_death_of_the_engine_changes_nothing() throws Exception {
        Process front =
                site.command(
                                "exec",
                                "web",
                                "sh",
                                "-c",
                                "until rm /tmp/go; do sleep 0.05; done; exit 21")
                        .begin();
        Await.that(() -> running("until rm /tmp/go"), "it runs");
        new EngineProcess(site).kill();
        site.succeeds("exec", "web", "touch", "/tmp/go");
        assertThat(front.waitFor()).isEqualTo(21);
    }

    @Test
    void at_the_limit_of_processes_it_says_so() {
        site.succeeds("run", "-d", "--name", "full", "--pids-limit", "2", "box", "sleep", "1000");
        Result result = site.jong("exec", "full", "sleep", "1");
        assertThat(result.code()).isEqualTo(126);
        assertThat(result.err()).contains("as many processes as it may");
        site.succeeds("rm", "-f", "full");
    }

    @Test
    void limits_count_for_it() {
        site.succeeds("run", "-d", "--name", "small", "-m", "24m", "box", "sleep", "1000");
        Result result =
                site.jong("exec", "small", "sh", "-c", "head -c 200m /dev/zero | tail -n 1");
        assertThat(result.code()).isNotZero();
        site.succeeds("rm", "-f", "small");
    }

    @Test
    void one_that_took_its_devices_away_can_still_be_entered() {
        site.succeeds("run", "-d", "--name", "bare", "box", "sleep", "1000");
        site.succeeds("exec", "bare", "rm", "/dev/null");
        assertThat(site.succeeds("exec", "bare", "echo", "in").line()).isEqualTo("in");
        site.succeeds("exec", "bare", "mkfifo", "/dev/null");
        assertThat(site.succeeds("exec", "bare", "echo", "still").line()).isEqualTo("still");
        site.succeeds("rm", "-f", "bare");
    }

    @Test
    void W05_many_at_once_give_their_exit_codes_and_leave_nothing() throws Exception {
        Process[] fronts = new Process[Load.of(40, 100)];
        try (Quiet quiet = new Quiet()) {
            for (int round = 0; round < Load.of(3, 10); round++) {
                for (int i = 0; i < fronts.length; i++) {
                    fronts[i] = site.command("exec", Quiet.NAME, "sh", "-c", "exit " + i).begin();
                }
                for (int i = 0; i < fronts.length; i++) {
                    assertThat(fronts[i].waitFor()).isEqualTo(i);
                }
            }
            assertThat(quiet.processes()).containsExactly("sleep", "cat");
        }
    }

    /// A container in which no other test begins anything.
    private static final class Quiet implements AutoCloseable {
        static final String NAME = "quiet";

        Quiet() {
            site.succeeds("run", "-d", "--name", NAME, "box", "sleep", "1000");
        }

        List<String> processes() {
            return site.succeeds("exec", NAME, "sh", "-c", "cat /proc/[0-9]*/comm").lines();
        }

        @Override
        public void close() {
            site.succeeds("rm", "-f", NAME);
        }
    }

    private static boolean running(String word) {
        List<ProcessHandle> all = ProcessHandle.allProcesses().toList();
        for (ProcessHandle process : all) {
            String line = EngineProcess.commandLine(process.pid());
            if (line.contains(word) && !line.contains("jong")) {
                return true;
            }
        }
        return false;
    }
}
