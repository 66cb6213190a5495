package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What one user of the host can do to another one's containers, store and sockets.
@Tag("root")
class UsersTest {
    /// An unrelated user finds nothing to read, write or run, even when the caller's umask is 0.
    @Test
    void H01_store_and_runtime_directory_are_closed_to_other_users() throws Exception {
        Site site = Site.open(Account.root());
        try (site) {
            Path folder = site.directory("h01");
            Shell.run("chmod", "755", folder.toString());
            Shell.run("chmod", "755", site.folder().toString());
            String script =
                    "umask 0; export JONG_ROOT="
                            + folder
                            + "/store JONG_RUN="
                            + folder
                            + "/run; "
                            + site.program()
                            + " import "
                            + site.folder()
                            + "/images/box.tar box && "
                            + site.program()
                            + " run -d --name h01 box probe wait";
            Result result = site.host("sh", "-c", script).finish();
            assertThat(result.code()).as(result.toString()).isZero();
            try (Account other = Account.single()) {
                String walk =
                        "find "
                                + folder
                                + "/store "
                                + folder
                                + "/run -mindepth 0 \\( -readable -o -writable -o -executable \\) -print 2>/dev/null; "
                                + "cat "
                                + folder
                                + "/store/version "
                                + folder
                                + "/run/*/engine.pid 2>/dev/null; true";
                Result seen =
                        Shell.attempt(
                                Path.of("/"),
                                "setpriv",
                                "--reuid=" + other.uid(),
                                "--regid=" + other.gid(),
                                "--clear-groups",
                                "sh",
                                "-c",
                                walk);
                assertThat(seen.text()).isEmpty();
            }
            Shell.run("chmod", "711", site.folder().toString());
            assertThat(
                            site.command("rm", "-f", "h01")
                                    .with("JONG_ROOT", folder + "/store")
                                    .with("JONG_RUN", folder + "/run")
                                    .finish()
                                    .code())
                    .isZero();
            site.command("engine", "stop")
                    .with("JONG_ROOT", folder + "/store")
                    .with("JONG_RUN", folder + "/run")
                    .finish();
        }
    }

    @Test
    void U13_containers_of_one_user_are_out_of_reach_for_another() throws Exception {
        try (Account owner = Account.single();
                Account stranger = Account.single();
                Site theirs = Site.open(owner);
                Site ours = Site.open(stranger)) {
            String id =
                    theirs.succeeds("run", "-d", "--name", "private", "box", "probe", "wait")
                            .line();
            String pid = theirs.succeeds("inspect", "--format", "{{.State.Pid}}", id).line();
            String run = theirs.folder().resolve("run").toString();
            for (String[] line :
                    new String[][] {
                        {"ps", "-a"},
                        {"inspect", id},
                        {"rm", "-f", id},
                        {"stop", "private"},
                        {"run", "--rm", "--pid", "container:" + id, "box", "true"}
                    }) {
                assertThat(ours.jong(line).text())
                        .as(line[0])
                        .doesNotContain("private")
                        .doesNotContain(id.substring(0, 12));
                refused(
                        ours.command(line)
                                .with("JONG_ENGINE", "off")
                                .with("JONG_ROOT", theirs.store().toString())
                                .finish());
                refused(ours.command(line).with("JONG_RUN", run).finish());
            }
            String socket = new EngineProcess(theirs).socket().toString();
            for (String attempt :
                    new String[] {
                        "ls " + run,
                        "ls " + theirs.store(),
                        "cat " + socket,
                        "kill -0 " + pid,
                        "ls /proc/" + pid + "/root/",
                        "cat /proc/" + pid + "/environ",
                        "nsenter -U -t " + pid + " true"
                    }) {
                assertThat(ours.host("/bin/sh", "-c", attempt).finish().code())
                        .as(attempt)
                        .isNotZero();
            }
            assertThat(theirs.succeeds("ps", "-q", "--no-trunc").line()).isEqualTo(id);
            theirs.succeeds("rm", "-f", id);
        }
    }

    /// Where the runtime directory lies in a shared one, such as /tmp, another user may have been there first.
    @Test
    void U13_a_runtime_directory_that_another_user_made_is_refused() throws Exception {
        try (Account owner = Account.single();
                Account stranger = Account.single();
                Site ours = Site.open(owner)) {
            Path shared = ours.directory("shared");
            Shell.run("chmod", "1777", shared.toString());
            Path planted = shared.resolve("jong");
            for (String mode : new String[] {"777", "700"}) {
                Files.createDirectory(planted);
                Shell.run("chmod", mode, planted.toString());
                Shell.run("chown", stranger.uid() + ":" + stranger.gid(), planted.toString());
                refusedIn(ours, shared);
                assertThat(planted.toFile().list()).isEmpty();
                Shell.run("rm", "-rf", planted.toString());
            }
            Files.createSymbolicLink(planted, ours.directory("work/own"));
            refusedIn(ours, shared);
        }
    }

    private static void refusedIn(Site site, Path shared) throws Exception {
        Result result =
                site.host(
                                "/usr/bin/env",
                                "-u",
                                "JONG_RUN",
                                "XDG_RUNTIME_DIR=" + shared,
                                site.program(),
                                "run",
                                "--rm",
                                "box",
                                "true")
                        .finish();
        refused(result);
        assertThat(result.err()).contains(shared + "/jong");
    }

    private static void refused(Result result) {
        assertThat(result.code()).as(result.toString()).isBetween(1, 127);
        assertThat(result.out()).isEmpty();
    }
}
