package dev.jong.it.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Ends that everybody's containers come to.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(EndsTest.Who.class)
class EndsTest {
    private static Site site;

    @Parameter private Who who;

    /// Root, and an ordinary user.
    enum Who {
        ROOT(Account::root),
        USER(Account::withRange);

        private final Supplier<Account> account;

        Who(Supplier<Account> account) {
            this.account = account;
        }
    }

    @BeforeParameterizedClassInvocation
    static void open(Who who) {
        site = Site.open(who.account.get());
        BadPrograms.image(site);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        try {
            site.close();
        } finally {
            site.account().close();
        }
    }

    @AfterEach
    void clear() {
        site.removeContainers();
    }

    @Test
    void a_signal_is_told_with_the_command_and_the_user_that_sent_it() {
        run("sleep", "1000");
        site.succeeds("kill", "one");
        site.succeeds("wait", "one");
        assertThat(why())
                .contains("jong kill by ")
                .contains("(uid " + site.account().uid() + ") sent SIGKILL at ")
                .contains("exit code 137: SIGKILL (9) ended it")
                .doesNotContain("no jong command");
        site.succeeds("restart", "-t", "0", "one");
        site.succeeds("stop", "-t", "0", "one");
        assertThat(why())
                .contains("jong stop by ")
                .contains("sent SIGTERM")
                .contains("as it did not end in time")
                .doesNotContain("jong kill");
    }

    @Test
    void a_program_that_ends_when_it_is_asked_to_is_told_as_stopped() {
        run("sh", "-c", "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done");
        Await.that(() -> !site.succeeds("logs", "one").text().isEmpty(), "it is up");
        site.succeeds("stop", "one");
        assertThat(why()).contains("with exit code 0").contains("jong stop by ");
    }

    @Test
    void a_signal_from_elsewhere_is_not_taken_for_ours() {
        run("sleep", "1000");
        String pid = site.succeeds("inspect", "-f", "{{.State.Pid}}", "one").line();
        Shell.run("kill", "-9", pid);
        site.succeeds("wait", "one");
        assertThat(why()).contains("no jong command sent SIGKILL").doesNotContain("out of memory");
    }

    @Test
    void exit_codes_are_explained_with_the_last_lines_of_the_log() {
        run("sh", "-c", "for i in 1 2 3 4 5 6; do echo line $i; done; exit 2");
        site.succeeds("wait", "one");
        assertThat(why())
                .contains("exit code 2: ")
                .contains("last lines of its log:\n  line 2\n")
                .doesNotContain("line 1\n");
        assertThat(site.jong("why", "nobody").code()).isEqualTo(1);
        String code = site.succeeds("why", "--format", "{{.ExitCode}} {{.Status}}", "one").line();
        assertThat(code).isEqualTo("2 exited");
        assertThat(site.succeeds("container", "why", "--format", "json", "one").line())
                .startsWith("[{\"Name\":\"one\"");
    }

    @Test
    void a_fault_of_the_program_is_told_as_one() {
        run("sh", "-c", "sh -c 'kill -SEGV $$'; exit $?");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("139");
        assertThat(why()).contains("SIGSEGV is mostly a fault of the program itself");
    }

    @Test
    void what_can_not_be_run_is_told_by_run_and_by_why() {
        fails("other", 126, "it is made for ", "and this host is ");
        fails("no-loader", 127, "its loader \"/lib/ld-gone.so.9\" is missing", "");
        fails("windows", 127, "its lines end as on Windows (CR LF)", "dos2unix");
        fails("no-bash", 127, "its interpreter \"/bin/bash\" can't be run", "no such file");
        fails("plain", 126, "its mode is 0644", "chmod +x");
        fails("/bin", 126, "it is a directory", "");
        fails("bussybox", 127, "executable file not found in $PATH", "did you mean busybox?");
    }

    @Test
    void a_missing_library_is_named() {
        Result run = site.jong("run", "--rm", "bad", "no-library");
        assertThat(run.code()).isEqualTo(127);
        site.succeeds("run", "-d", "--name", "one", "bad", "no-library");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("127");
        assertThat(why())
                .contains("the library \"libgone.so.7\" is missing, which it needs")
                .contains("LD_LIBRARY_PATH");
    }

    @Test
    void a_refused_call_is_told() {
        site.file(
                "profile.json",
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],\"action\":\"SCMP_ACT_KILL_PROCESS\"}]}");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "one",
                "--security-opt",
                "seccomp=profile.json",
                "box",
                "mkdir",
                "/x");
        assertThat(site.succeeds("wait", "one").line()).isEqualTo("159");
        assertThat(why())
                .contains("SIGSYS (31)")
                .contains("its system call filter (")
                .contains("refused");
    }

    @Test
    void a_read_only_root_is_seen_in_the_log() {
        site.succeeds("run", "-d", "--name", "one", "--read-only", "box", "touch", "/x");
        site.succeeds("wait", "one");
        assertThat(why()).contains("a place that is read-only").contains("--tmpfs");
    }

    @Test
    void O01_what_a_container_says_can_not_move_the_cursor() {
        run("printf", "\\033[2J\\033]0;Permission denied\\007\\n");
        site.succeeds("wait", "one");
        assertThat(why()).contains("\\x1b[2J").doesNotContain("\u001b").doesNotContain("\u0007");
    }

    @Test
    void processes_that_nobody_reaps_are_counted() {
        run("sh", "-c", "sh -c 'sleep 0.01 & exec sleep 1000' & exec sleep 1000");
        Await.that(() -> why().contains("nobody takes note of it"), EndsTest::why);
        assertThat(why()).contains("--init");
    }

    private static void fails(String program, int code, String message, String more) {
        Result run = site.jong("run", "--rm", "bad", program);
        assertThat(run.code()).as(run.toString()).isEqualTo(code);
        assertThat(run.err()).contains("exec: \"" + program + "\": ").contains(message, more);
        site.succeeds("create", "--name", "one", "bad", program);
        assertThat(site.jong("start", "one").code()).isNotZero();
        assertThat(why()).contains("one did not start").contains(message, more);
        site.succeeds("rm", "one");
    }

    private static void run(String... command) {
        String[] start = {"run", "-d", "--name", "one", "box"};
        String[] all = java.util.Arrays.copyOf(start, start.length + command.length);
        System.arraycopy(command, 0, all, start.length, command.length);
        site.succeeds(all);
    }

    private static String why() {
        return site.succeeds("why", "one").text();
    }
}
