package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Hosts that refuse namespaces, as containers of others often do: what the rung can't do is refused by name.
@Tag("root")
class RefusedNamespacesTest {
    /// What the first process of an unprivileged container has, without the right to make namespaces.
    private static final String FEW =
            "--bounding-set=-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+sys_chroot";

    /// Runs the words behind it in a user namespace of 100,000 ids in which nobody makes another one.
    private static final String CLOSED =
            "unshare -U sh -c 'until grep -q 100000 /proc/self/gid_map; do sleep 0.05; done; "
                    + "exec setpriv --reuid=0 --regid=0 --clear-groups sh -c \""
                    + "echo 0 > /proc/sys/user/max_user_namespaces; exec \\\"\\$@\\\"\" - \"$@\"' - \"$@\" & "
                    + "until echo 0 0 100000 > /proc/$!/uid_map; do sleep 0.05; done 2>/dev/null; "
                    + "until echo 0 0 100000 > /proc/$!/gid_map; do sleep 0.05; done 2>/dev/null; wait $!";

    private static final String[][] REFUSED = {
        {"(-v /tmp:/d)", "-v", "/tmp:/d"},
        {"--mount type=tmpfs", "--mount", "type=tmpfs,target=/t"},
        {"(--tmpfs /t)", "--tmpfs", "/t"},
        {"(--read-only)", "--read-only"},
        {"(--hostname)", "-h", "mast"},
        {"(--domainname)", "--domainname", "sea.example"},
        {"(--network none)", "--network", "none"},
        {"(--pid private)", "--pid", "private"},
        {"(--ipc private)", "--ipc", "private"},
        {"(--uts private)", "--uts", "private"},
        {"(--cgroupns private)", "--cgroupns", "private"},
        {"(--shm-size)", "--shm-size", "1m"},
        {"(--device", "--device", "/dev/null:/dev/x"},
        {"--privileged)", "--privileged"},
        {"(--sysctl)", "--sysctl", "net.ipv4.ip_forward=1"},
        {"--memory", "-m", "64m"},
        {"--cpus", "--cpus", "1"},
        {"--pids-limit", "--pids-limit", "5"},
        {"(--tty)", "-t"},
        {"(--oom-score-adj)", "--oom-score-adj", "5"},
        {"SYS_CHROOT (--cap-add)", "--cap-add", "SYS_CHROOT"},
        {"SYS_CHROOT (--cap-add ALL)", "--cap-add", "ALL"},
        {"(--rootfs)", "--rootfs", "/"},
    };

    @Test
    void a_chroot_refuses_by_name_what_it_can_not_do() throws Exception {
        try (Site site = Site.open(Account.root())) {
            new Few(site).stop();
            for (String[] line : REFUSED) {
                List<String> command = new ArrayList<>(List.of("run", "--rm"));
                command.addAll(List.of(line).subList(1, line.length));
                if (!line[1].equals("--rootfs")) {
                    command.add("box");
                }
                command.add("true");
                Refusal.check(new Few(site).jong(command.toArray(new String[0])), line[0]);
            }
            assertThat(new Few(site).jong("ps", "-aq").text()).isEmpty();
        }
    }

    @Test
    void a_chroot_runs_programs_with_what_is_left_of_protection() throws Exception {
        try (Site site = Site.open(Account.root())) {
            Few few = new Few(site);
            few.stop();
            assertThat(few.jong("doctor").text()).contains("isolation   chroot");
            String script = "id -u; id -G; echo $A; pwd; cat /etc/hosts";
            Result result =
                    few.jong(
                            "run",
                            "--rm",
                            "-u",
                            "alice",
                            "-e",
                            "A=b",
                            "-w",
                            "/new",
                            "--init",
                            "--add-host",
                            "quay:10.1.2.3",
                            "--ulimit",
                            "nofile=99:100",
                            "box",
                            "sh",
                            "-c",
                            script);
            assertThat(result.code()).as(result.toString()).isZero();
            assertThat(result.lines()).startsWith("1000").contains("b", "/new", "10.1.2.3\tquay");
            assertThat(few.jong("run", "--rm", "box", "probe", "exit", "41").code()).isEqualTo(41);
            Result others =
                    few.jong(
                            "run", "--rm", "--cap-add=ALL", "--cap-drop=SYS_CHROOT", "box", "true");
            assertThat(others.code()).as("all but one: " + others).isZero();
            Result root = few.jong("run", "--rm", "box", "chroot", "/", "true");
            assertThat(root.code()).as("another root: " + root).isNotZero();
        }
    }

    @Test
    void a_chroot_keeps_a_detached_container() throws Exception {
        try (Site site = Site.open(Account.root())) {
            Few few = new Few(site);
            few.stop();
            String id = few.jong("run", "-d", "box", "sleep", "1000").line();
            assertThat(few.jong("ps", "-q", "--no-trunc").line()).isEqualTo(id);
            assertThat(few.jong("stop", "-t", "0", id).line()).isEqualTo(id);
            // Without a pid namespace the first process has no protection from SIGTERM.
            assertThat(few.jong("wait", id).line()).isIn("137", "143");
            assertThat(few.jong("rm", id).line()).isEqualTo(id);
        }
    }

    /// Nothing is left to isolate with: images can be handled all the same.
    @Test
    void a_user_without_any_namespace_and_root_is_told_so_and_may_keep_images() throws Exception {
        Needs.program("/usr/bin/unshare");
        try (Account account = Account.single();
                Site site = Site.empty(account)) {
            String archive = site.folder().resolve("images/box.tar").toString();
            Shell.run(
                    "tar", "-C", Prober.tree().toString(), "--numeric-owner", "-cf", archive, ".");
            Shell.run("chmod", "644", archive);
            assertThat(closed(site, "doctor").text())
                    .contains("isolation   none")
                    .contains("max_user_namespaces");
            assertThat(closed(site, "import", archive, "box").code()).isZero();
            assertThat(closed(site, "images", "--format", "{{.Repository}}").line())
                    .isEqualTo("box");
            for (String command : new String[] {"run", "create"}) {
                Refusal.check(
                        closed(site, command, "box", "true"),
                        "neither namespaces nor another root");
            }
            Refusal.check(
                    closed(site, "run", "--rm", "hello"), "neither namespaces nor another root");
            assertThat(closed(site, "ps", "-aq").text()).isEmpty();
            assertThat(closed(site, "rmi", "box", "hello").code()).isZero();
            closed(site, "engine", "stop");
        }
    }

    /// `jong` as the site's user, where the kernel refuses user namespaces.
    private static Result closed(Site site, String... args) throws Exception {
        List<String> inner = new ArrayList<>(List.of("setpriv", "--reuid=" + site.account().uid()));
        inner.addAll(List.of("--regid=" + site.account().gid(), "--clear-groups", "env", "-i"));
        inner.addAll(
                List.of(
                        "PATH=/usr/bin:/bin",
                        "HOME=" + site.folder(),
                        "JONG_ROOT=" + site.store()));
        inner.addAll(List.of("JONG_RUN=" + site.folder().resolve("run"), site.program()));
        inner.addAll(List.of(args));
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", CLOSED, "-"));
        command.addAll(inner);
        return Shell.attempt(site.work(), command.toArray(new String[0]));
    }

    /// Root with few capabilities.
    private record Few(Site site) {
        Result jong(String... args) throws Exception {
            List<String> command =
                    new ArrayList<>(
                            List.of("/usr/bin/setpriv", FEW, "--inh-caps=-all", site.program()));
            command.addAll(List.of(args));
            return site.host(command.toArray(new String[0])).finish();
        }

        /// Ends an engine that has more.
        void stop() {
            site.succeeds("engine", "stop");
        }
    }
}
