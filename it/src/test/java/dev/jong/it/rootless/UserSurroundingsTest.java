package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Users whose surroundings lack something: one clear line, or the next best way.
@Tag("root")
class UserSurroundingsTest {
    private final Site site = Site.open(Account.withRange());

    @AfterEach
    void close() {
        Ids.close(site);
    }

    @Test
    void without_a_home_the_store_has_no_place() throws Exception {
        Refusal.check(without("JONG_ROOT", "HOME"), "cannot tell where the store is");
    }

    @Test
    void a_home_that_is_missing_or_not_one_s_own_is_named() throws Exception {
        Refusal.check(with("HOME", "/nonexistent"), "cannot make a store in /nonexistent/");
        Refusal.check(with("HOME", "/proc"), "cannot make a store in /proc/");
        Path other = Files.createDirectory(site.folder().resolve("other"));
        Refusal.check(
                with("HOME", other.toString()), other + "/.local/share/jong: permission denied");
    }

    @Test
    void a_home_that_is_read_only_is_named() {
        site.directory("ro");
        String mount = "mount -t tmpfs -o ro none " + site.folder() + "/ro && ";
        Result result =
                changed(
                        mount,
                        "env",
                        "-u",
                        "JONG_ROOT",
                        "JONG_ENGINE=off",
                        "HOME=" + site.folder() + "/ro",
                        site.program(),
                        "run",
                        "--rm",
                        "hello");
        Refusal.check(result, "ro/.local/share/jong: the file system is read-only");
    }

    @Test
    void without_a_runtime_directory_one_below_tmp_is_used() throws Exception {
        Path made = Path.of("/tmp/jong-" + site.account().uid());
        try {
            assertThat(without("JONG_RUN", "XDG_RUNTIME_DIR").code()).isZero();
            assertThat(Shell.run("stat", "-c", "%a %u", made.toString()).strip())
                    .isEqualTo("700 " + site.account().uid());
            site.host("env", "-u", "JONG_RUN", site.program(), "engine", "stop").finish();
        } finally {
            Shell.run("rm", "-rf", made.toString());
        }
    }

    /// Left over from somebody else's session, as after `su`.
    @Test
    void a_runtime_directory_that_is_missing_or_somebody_else_s_is_named() throws Exception {
        Refusal.check(with("XDG_RUNTIME_DIR", "/run/user/no-such"), "/run/user/no-such/jong");
        Path other = Files.createDirectories(site.folder().resolve("session/jong"));
        Refusal.check(
                with("XDG_RUNTIME_DIR", other.getParent().toString()),
                "must be a directory of mode 0700 that is yours");
    }

    @Test
    void without_the_helper_there_is_one_id_and_doctor_says_why() {
        String hide = "mount --bind /dev/null /usr/bin/newuidmap && ";
        site.succeeds("engine", "stop");
        oneId(hide, "newuidmap and newgidmap are not installed");
    }

    @Test
    void with_half_a_range_there_is_one_id_and_doctor_says_which_half_is_missing() {
        String hide = "mount --bind /dev/null /etc/subgid && ";
        site.succeeds("engine", "stop");
        oneId(hide, "/etc/subgid has no range for " + site.account().name());
    }

    private void oneId(String hide, String why) {
        Result ran = changed(hide, site.program(), "run", "--rm", "box", "id", "-u");
        assertThat(ran.code()).as(ran.toString()).isZero();
        assertThat(ran.line()).isEqualTo("0");
        assertThat(changed(hide, site.program(), "doctor").text())
                .contains("rootless, one id")
                .contains(why);
        Refusal.check(
                changed(hide, site.program(), "run", "--rm", "-u", "alice", "box", "true"),
                "only uid 0 is mapped here");
        changed(hide, site.program(), "engine", "stop");
    }

    /// Runs a command as the user in a mount namespace that was changed by root.
    private Result changed(String change, String... command) {
        Account account = site.account();
        List<String> line = new ArrayList<>();
        line.addAll(List.of("unshare", "-m", "/bin/sh", "-c", change + "exec \"$@\"", "-"));
        line.addAll(
                List.of(
                        "setpriv",
                        "--reuid=" + account.uid(),
                        "--regid=" + account.gid(),
                        "--clear-groups"));
        line.addAll(List.of("env", "HOME=" + site.folder(), "JONG_ROOT=" + site.store()));
        line.add("JONG_RUN=" + site.folder().resolve("run"));
        line.addAll(List.of(command));
        return Shell.attempt(site.work(), line.toArray(new String[0]));
    }

    private Result without(String... names) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env"));
        for (String name : names) {
            command.addAll(List.of("-u", name));
        }
        return run(command);
    }

    private Result with(String name, String value) throws Exception {
        String hidden = name.equals("HOME") ? "JONG_ROOT" : "JONG_RUN";
        // No engine is left behind in a place that the site does not know.
        return run(
                new ArrayList<>(
                        List.of(
                                "/usr/bin/env",
                                "-u",
                                hidden,
                                "JONG_ENGINE=off",
                                name + "=" + value)));
    }

    private Result run(List<String> command) throws Exception {
        command.addAll(List.of(site.program(), "run", "--rm", "hello"));
        return site.host(command.toArray(new String[0])).finish();
    }
}
