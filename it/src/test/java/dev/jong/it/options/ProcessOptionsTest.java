package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What runs, as whom, where and with which variables.
@Tag("root")
class ProcessOptionsTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void env_sets_overrides_copies_and_takes_away() throws Exception {
        site.image("vars", Prober.tree(), "ENV FROM_IMAGE=1", "ENV CHANGED=image", "ENV GONE=yes");
        Result result =
                site.command(
                                "run",
                                "--rm",
                                "-e",
                                "CHANGED=user",
                                "-e",
                                "MINE",
                                "-e",
                                "GONE",
                                "-e",
                                "EMPTY=",
                                "--env=LAST=a=b c",
                                "vars",
                                "probe",
                                "dump")
                        .with("MINE", "caller's")
                        .with("NOT_ASKED", "x")
                        .finish();
        Probe probe = result.probe();
        assertThat(probe.environment())
                .containsEntry("FROM_IMAGE", "1")
                .containsEntry("CHANGED", "user")
                .containsEntry("MINE", "caller's")
                .containsEntry("EMPTY", "")
                .containsEntry("LAST", "a=b c")
                .doesNotContainKeys("GONE", "NOT_ASKED", "JONG_ROOT");
    }

    @Test
    void env_file_gives_variables_and_the_command_line_wins() throws Exception {
        site.file("vars", "A=file\n# comment\n\nB=two words\nFROM_CALLER\nNOT_SET\nC='quoted'\n");
        Probe probe =
                site.command(
                                "run",
                                "--rm",
                                "--env-file",
                                "vars",
                                "-e",
                                "A=line",
                                "box",
                                "probe",
                                "dump")
                        .with("FROM_CALLER", "here")
                        .finish()
                        .probe();
        assertThat(probe.environment())
                .containsEntry("A", "line")
                .containsEntry("B", "two words")
                .containsEntry("FROM_CALLER", "here")
                .containsEntry("C", "'quoted'")
                .doesNotContainKey("NOT_SET");
    }

    @Test
    void a_missing_env_file_is_an_error() {
        Result result = site.jong("run", "--rm", "--env-file", "no-such-file", "box", "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).contains("no-such-file");
    }

    @Test
    void usual_variables_are_there() {
        Probe probe = site.dump();
        assertThat(probe.environment())
                .containsOnlyKeys("PATH", "HOSTNAME", "HOME")
                .containsEntry("HOME", "/root");
        assertThat(probe.environment().get("HOSTNAME")).isEqualTo(probe.value("hostname"));
        assertThat(site.dump("-u", "alice").environment()).containsEntry("HOME", "/home/alice");
        assertThat(site.dump("-u", "4242").environment()).containsEntry("HOME", "/");
        assertThat(site.dump("-e", "HOME=/elsewhere").environment())
                .containsEntry("HOME", "/elsewhere");
    }

    @Test
    void workdir_is_entered_and_made_when_missing() {
        assertThat(site.dump("-w", "/tmp").value("cwd")).isEqualTo("/tmp");
        assertThat(site.dump("-w", "/new/deep/place").value("cwd")).isEqualTo("/new/deep/place");
        assertThat(site.jong("run", "--rm", "-w", "relative", "box", "true").code()).isEqualTo(125);
        assertThat(site.jong("run", "--rm", "-w", "/etc/passwd", "box", "true").code())
                .isIn(125, 126);
    }

    @Test
    void user_by_name_has_its_groups() {
        Probe alice = site.dump("-u", "alice");
        assertThat(alice.value("status.Uid")).isEqualTo("1000 1000 1000 1000");
        assertThat(alice.value("status.Gid")).isEqualTo("1000 1000 1000 1000");
        assertThat(alice.value("status.Groups").split(" "))
                .containsExactlyInAnyOrder("10", "29", "1000");
        assertThat(alice.capabilities("Eff")).isZero();
        assertThat(alice.capabilities("Prm")).isZero();
    }

    @Test
    void user_by_number_has_groups_only_when_the_image_knows_it() {
        assertThat(site.dump("-u", "1000").value("status.Groups").split(" "))
                .containsExactlyInAnyOrder("10", "29", "1000");
        Probe unknown = site.dump("-u", "4242");
        assertThat(unknown.value("status.Uid")).startsWith("4242 ");
        assertThat(unknown.value("status.Gid")).startsWith("0 ");
        assertThat(site.dump("-u", "4242:77").value("status.Groups")).isEqualTo("77");
    }

    @Test
    void user_with_group_has_that_group_only() {
        assertThat(site.dump("-u", "alice:audio").value("status.Gid")).startsWith("29 ");
        assertThat(site.dump("-u", "alice:audio").value("status.Groups")).isEqualTo("29");
        assertThat(site.dump("-u", "bob:10").value("status.Gid")).startsWith("10 ");
        assertThat(site.dump("-u", "0:0").capabilities("Eff")).isNotZero();
    }

    @Test
    void unknown_users_and_groups_are_errors() {
        for (String user :
                new String[] {"nobody-here", "alice:no-such-group", "-1", "+5", "2147483648"}) {
            Result result = site.jong("run", "--rm", "-u=" + user, "box", "true");
            assertThat(result.code()).as(user + ": " + result).isEqualTo(125);
            assertThat(result.err()).as(user).contains(user.substring(user.indexOf(':') + 1));
        }
        assertThat(site.jong("run", "--rm", "--group-add", "no-such", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void group_add_adds_to_the_groups_of_the_user() {
        assertThat(
                        site.dump("-u", "bob", "--group-add", "audio", "--group-add", "4711")
                                .value("status.Groups")
                                .split(" "))
                .containsExactlyInAnyOrder("10", "29", "100", "4711");
    }

    @Test
    void entrypoint_replaces_the_image_s_and_its_command() {
        site.image("entry", Prober.tree(), "ENTRYPOINT [\"echo\", \"image\"]", "CMD [\"command\"]");
        assertThat(site.succeeds("run", "--rm", "entry").line()).isEqualTo("image command");
        assertThat(site.succeeds("run", "--rm", "entry", "mine").line()).isEqualTo("image mine");
        assertThat(site.succeeds("run", "--rm", "--entrypoint", "basename", "entry", "/a/b").line())
                .isEqualTo("b");
        assertThat(site.succeeds("run", "--rm", "--entrypoint", "", "entry", "echo", "bare").line())
                .isEqualTo("bare");
        assertThat(site.jong("run", "--rm", "--entrypoint", "", "entry").code()).isEqualTo(125);
    }

    @Test
    void interactive_connects_standard_input_byte_for_byte() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new java.util.Random(7).nextBytes(bytes);
        Result result = site.command("run", "--rm", "-i", "box", "cat").input(bytes).finish();
        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo(bytes);
    }

    @Test
    void without_interactive_standard_input_is_empty() throws Exception {
        Result result = site.command("run", "--rm", "box", "cat").input("secret").finish();
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void input_that_is_not_read_does_not_hold_the_command_up() throws Exception {
        Result result =
                site.command("run", "--rm", "-i", "box", "head", "-c", "3")
                        .input(new byte[1 << 20])
                        .finish();
        assertThat(result.code()).isZero();
        assertThat(result.out()).hasSize(3);
    }

    @Test
    void standard_error_and_output_are_apart() {
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "box",
                        "sh",
                        "-c",
                        "printf 'out\\0\\377'; printf 'err\\n' >&2");
        assertThat(result.out()).isEqualTo("out\0\377".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(result.err()).isEqualTo("err\n");
    }

    @Test
    void arguments_variables_and_mounted_names_may_hold_any_byte() {
        String script =
                "mkdir \"$(printf 'dir\\377')\" && echo found > \"$(printf 'dir\\377/x')\" && "
                        + "exec \"$1\" run --rm -e \"$(printf 'V=\\375')\" -v \"$(printf './dir\\377:/m\\374')\" box "
                        + "sh -c 'printf %s \"$1\" | od -An -tx1; cat \"$2/x\"; probe dump | grep ^env.V' - "
                        + "\"$(printf 'a\\377b')\" \"$(printf '/m\\374')\"";
        Result result = run("sh", "-c", script, "-", site.program());
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.lines().stream().map(String::strip))
                .containsExactly("61 ff 62", "found", "env V=\\xfd");
    }

    /// Without a shell in between: shells drop variables whose names they could not assign.
    @Test
    void names_of_variables_may_hold_any_byte() {
        String script = "exec \"$1\" run --rm -e \"$(printf 'V\\376=\\375')\" box probe dump";
        Result result = run("sh", "-c", script, "-", site.program());
        assertThat(result.lines()).contains("env V\\xfe=\\xfd");
    }

    @Test
    void init_stays_as_process_1_reaps_orphans_and_forwards_signals() throws Exception {
        Probe probe = site.dump("--init");
        assertThat(probe.value("pid")).isEqualTo("2");
        assertThat(probe.value("ppid")).isEqualTo("1");
        String zombies =
                "for i in 1 2 3 4 5; do sh -c 'true &'; done; sleep 0.3; grep -l 'State:.Z' /proc/[0-9]*/status | wc -l";
        assertThat(site.succeeds("run", "--rm", "--init", "box", "sh", "-c", zombies).line())
                .isEqualTo("0");
        assertThat(site.jong("run", "--rm", "--init", "box", "probe", "exit", "41").code())
                .isEqualTo(41);
        site.succeeds(
                "run",
                "-d",
                "--name",
                "forward",
                "--init",
                "box",
                "sh",
                "-c",
                "trap 'exit 7' TERM; while :; do sleep 0.1; done");
        Thread.sleep(300);
        site.succeeds("stop", "forward");
        assertThat(site.succeeds("inspect", "--format", "{{.State.ExitCode}}", "forward").line())
                .isEqualTo("7");
        site.succeeds("rm", "forward");
    }

    @Test
    void stop_signal_is_what_stop_sends() throws Exception {
        site.succeeds(
                "run",
                "-d",
                "--name",
                "told",
                "--stop-signal",
                "USR1",
                "box",
                "sh",
                "-c",
                "trap 'exit 9' USR1; while :; do sleep 0.1; done");
        Thread.sleep(300);
        site.succeeds("stop", "told");
        assertThat(site.succeeds("inspect", "--format", "{{.State.ExitCode}}", "told").line())
                .isEqualTo("9");
        site.succeeds("rm", "told");
        assertThat(site.jong("run", "--rm", "--stop-signal", "NOSUCH", "box", "true").code())
                .isEqualTo(125);
    }

    @Test
    void tty_gives_a_terminal() {
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "-t",
                        "box",
                        "sh",
                        "-c",
                        "tty; test -t 0 && test -t 1 && test -t 2 && ls -la /dev/console; echo $TERM");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.text()).contains("/dev/console\r\n").contains("xterm\r\n");
    }

    @Test
    void a_front_that_is_ended_passes_the_signal_on() throws Exception {
        Path marker = site.file("marker", "");
        Process front =
                site.command(
                                "run",
                                "--rm",
                                "-v",
                                marker + ":/marker",
                                "box",
                                "sh",
                                "-c",
                                "trap 'echo got > /marker; exit 3' TERM; echo up > /marker; while :; do sleep 0.1; done")
                        .begin();
        waitFor(marker, "up");
        front.destroy();
        assertThat(front.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(front.exitValue()).isEqualTo(3);
        assertThat(Files.readString(marker)).isEqualTo("got\n");
    }

    private static void waitFor(Path file, String text) throws Exception {
        for (int i = 0; i < 200 && !Files.readString(file).startsWith(text); i++) {
            Thread.sleep(50);
        }
    }

    private static Result run(String... command) {
        try {
            return site.host(command).finish();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
