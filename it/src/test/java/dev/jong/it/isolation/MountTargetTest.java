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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images and options that want mounts where the container's protections stand, or outside.
@Tag("root")
class MountTargetTest {
    private static final AtomicInteger IMAGES = new AtomicInteger();

    private static Site site;
    private static Canary canary;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        canary = Canary.in(site.folder());
        site.directory("work/data");
        site.file("leaf", "covered\n");
    }

    @AfterAll
    static void close() {
        canary.check();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc",
                "/proc/",
                "//proc",
                "/./proc",
                "/x/../proc",
                "/proc/self",
                "/proc/self/attr",
                "/proc/1",
                "/proc/sys",
                "/proc/sys/kernel",
                "/proc/sysrq-trigger",
                "/proc/keys",
                "/sys",
                "/sys/kernel",
                "/sys/fs",
                "/",
                "/proc/new"
            })
    void L07_nothing_is_mounted_over_proc_and_sysfs(String target) {
        for (String[] option :
                new String[][] {
                    {"-v", "./data:" + target},
                    {"--tmpfs", target},
                    {"-v", target},
                    {"--mount", "type=tmpfs,target=" + target}
                }) {
            Result result = site.jong("run", "--rm", option[0], option[1], "box", "true");
            assertThat(result.code()).as(String.join(" ", option) + ": " + result).isEqualTo(125);
        }
    }

    @Test
    void L07_leaves_of_proc_that_tell_numbers_may_be_covered() {
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./leaf:/proc/meminfo",
                                        "box",
                                        "cat",
                                        "/proc/meminfo")
                                .line())
                .isEqualTo("covered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/proc/self/attr", "/sys", "/proc/sys/kernel", "proc/../proc"})
    void L07_a_link_in_the_image_leads_no_mount_onto_proc_or_sysfs(String target) throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve("link"), Path.of(target));
        String image = image(tree, "VOLUME /link");
        String fresh = image(tree);
        for (String[] option :
                new String[][] {
                    {image, "-i"},
                    {fresh, "-v", "./data:/link"},
                    {fresh, "--tmpfs", "/link"},
                    {fresh, "-v", "./data:/link/kernel"}
                }) {
            List<String> options = List.of(option).subList(1, option.length);
            List<String> line = new ArrayList<>(List.of("run", "--rm"));
            line.addAll(options);
            line.addAll(List.of(option[0], "probe", "dump"));
            Result result = site.jong(line.toArray(new String[0]));
            assertThat(result.code()).as(line + ": " + result).isIn(0, 125);
            if (result.code() == 0) {
                intact(result.probe(), line.toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/etc",
                "..",
                "/tmp/new",
                "/proc",
                "/proc/1/root",
                "/proc/self/fd/5",
                "/data",
                "/no/such",
                "dev",
                "/sys"
            })
    void L09_an_image_whose_dev_proc_or_sys_is_a_link_is_refused(String target) throws Exception {
        for (String name : new String[] {"dev", "proc", "sys"}) {
            Path tree = tree();
            Files.createSymbolicLink(
                    tree.resolve(name),
                    Path.of(target.equals("/etc") ? canary.path() + "/etc" : target));
            String before = devices();
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "-t",
                            "-v",
                            canary.path() + ":/data",
                            image(tree),
                            "sh",
                            "-c",
                            "true");
            assertThat(result.code()).as(name + " -> " + target + ": " + result).isEqualTo(125);
            assertThat(devices()).isEqualTo(before);
            canary.check();
        }
    }

    @Test
    void L09_an_image_with_devices_and_links_in_dev_gets_ours() throws Exception {
        Path tree = tree();
        Files.createDirectory(tree.resolve("dev"));
        Shell.script(
                tree,
                "mknod dev/null c 1 11; mknod dev/kmsg c 1 11; ln -s /etc/passwd dev/zero; ln -s ../../../../.. dev/pts; mkfifo dev/ptmx; chmod 666 dev/null dev/kmsg dev/ptmx");
        Probe probe = site.in(image(tree), "dump", "-t");
        assertThat(probe.value("dev./dev/null")).startsWith("character 1:3");
        assertThat(probe.value("dev./dev/zero")).startsWith("character 1:5");
        assertThat(probe.find("dev./dev/kmsg")).isEmpty();
    }

    /// The user gives a directory as /dev that holds traps instead of terminals.
    @Test
    void L11_a_console_that_is_a_link_and_a_dev_without_mounts_are_no_way_out() throws Exception {
        Path dev = site.directory("work/dev");
        Files.createDirectory(dev.resolve("pts"));
        Files.createSymbolicLink(dev.resolve("console"), canary.path().resolve("etc/passwd"));
        for (String trap :
                new String[] {
                    "ln -s " + canary.path() + "/etc/passwd pts/ptmx",
                    "mknod pts/ptmx c 1 3",
                    "mkfifo pts/ptmx",
                    "touch pts/ptmx",
                    "ln -s /dev/tty pts/ptmx"
                }) {
            Shell.script(dev, "rm -f pts/ptmx; " + trap);
            Result result = site.jong("run", "--rm", "-t", "-v", dev + ":/dev", "box", "true");
            assertThat(result.code()).as(trap + ": " + result).isEqualTo(125);
            if (trap.startsWith("touch") || trap.startsWith("mkfifo")) {
                assertThat(result.err())
                        .as("nothing is asked of what is no terminal")
                        .contains("no such device");
            }
            canary.check();
        }
    }

    @Test
    void L11_a_console_of_the_image_that_is_a_link_is_not_followed_out() throws Exception {
        Path tree = tree();
        Files.createDirectory(tree.resolve("dev"));
        Files.createSymbolicLink(tree.resolve("dev/console"), canary.path().resolve("etc/passwd"));
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "-t",
                        image(tree),
                        "sh",
                        "-c",
                        "test -c /dev/console && ls -l /dev/console");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.text()).as("a node, no link").startsWith("c").contains("/dev/console");
        canary.check();
    }

    /// A neighbour that shares the volume could move proc away while it is masked, and back (CVE-2019-19921).
    @ParameterizedTest
    @ValueSource(strings = {"proc", "sys", "dev"})
    void L13_proc_and_its_like_are_not_put_into_a_volume(String name) throws Exception {
        Path tree = tree();
        Files.createSymbolicLink(tree.resolve(name), Path.of("/data/place"));
        Path shared = site.directory("work/shared-" + name);
        Result result = site.jong("run", "--rm", "-v", shared + ":/data", image(tree), "true");
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).contains("symbolic link");
        assertThat(shared.toFile().list()).isEmpty();
    }

    /// What the launcher writes to proc goes to the kernel, not to what an image shows in its place.
    @Test
    void L13_writes_to_proc_are_not_redirected() throws Exception {
        Path own = site.directory("work/own");
        Shell.run("cp", "-a", Prober.tree() + "/.", own.toString());
        Shell.script(
                own,
                "mkdir -p proc/sys/net/ipv4 proc/self; cd proc; echo untouched | tee sys/net/ipv4/ip_forward sys/net/ipv4/ip_unprivileged_port_start sys/net/ipv4/ping_group_range self/oom_score_adj");
        Probe probe =
                site.succeeds(
                                "run",
                                "--rm",
                                "--sysctl",
                                "net.ipv4.ip_forward=1",
                                "--oom-score-adj",
                                "77",
                                "--rootfs",
                                own.toString(),
                                "probe",
                                "dump")
                        .probe();
        assertThat(probe.value("sysctl.net.ipv4.ip_forward")).isEqualTo("1");
        assertThat(probe.value("oom_score_adj")).isEqualTo("77");
        assertThat(Shell.script(own, "cat proc/sys/net/ipv4/* proc/self/oom_score_adj").lines())
                .hasSize(4)
                .containsOnly("untouched");
    }

    private static void intact(Probe probe, String what) {
        assertThat(probe.mounts().stream().filter(mount -> mount.target().equals("/proc")).toList())
                .as(what)
                .hasSize(1);
        assertThat(probe.mount("/proc").orElseThrow().type()).as(what).isEqualTo("proc");
        assertThat(probe.mount("/sys").orElseThrow().type()).as(what).isEqualTo("sysfs");
        assertThat(probe.mount("/proc/sys").orElseThrow().readOnly()).as(what).isTrue();
        assertThat(
                        probe.mounts().stream()
                                .filter(mount ->
                                        mount.target().startsWith("/proc/self")
                                                || mount.target().startsWith("/sys/kernel")
                                                || mount.target().matches("/proc/[0-9].*")))
                .as(what)
                .isEmpty();
        assertThat(probe.value("status.Uid")).as(what).startsWith("0 ");
    }

    private static String devices() {
        return Shell.script(Path.of("/"), "ls -1; find /dev -xdev -printf '%p %y %m %l\\n' | sort");
    }

    private static Path tree() {
        return Prober.copy(site.folder().resolve("tree" + IMAGES.incrementAndGet()));
    }

    private static String image(Path tree, String... changes) {
        String name = "odd" + IMAGES.incrementAndGet();
        site.image(name, tree, changes);
        return name;
    }
}
