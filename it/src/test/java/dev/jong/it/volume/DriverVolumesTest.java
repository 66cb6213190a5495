package dev.jong.it.volume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Volumes with options of the driver `local`.
@Tag("root")
class DriverVolumesTest {
    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(Account.root());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void empty() throws Exception {
        site.jong("rm", "-f", "user");
        site.succeeds("volume", "prune", "-a", "-f");
        assertThat(Files.readString(Path.of("/proc/self/mounts")))
                .doesNotContain(site.folder().toString());
    }

    @Test
    void memory_lasts_as_long_as_the_container_and_is_had_by_one() {
        create("cache", "tmpfs", "tmpfs", "size=2m,mode=711");
        assertThat(
                        site.succeeds(
                                        "volume",
                                        "inspect",
                                        "-f",
                                        "{{.Options.type}} {{.Options.o}}",
                                        "cache")
                                .line())
                .isEqualTo("tmpfs size=2m,mode=711");
        site.succeeds(
                "run",
                "-d",
                "--name",
                "user",
                "-v",
                "cache:/c",
                "box",
                "sh",
                "-c",
                "test ! -e /c/x && touch /c/x && exec sleep 1000");
        Await.that(() -> site.jong("exec", "user", "test", "-e", "/c/x").code() == 0, "the file");
        assertThat(site.succeeds("exec", "user", "stat", "-f", "-c", "%b %s", "/c").line())
                .isEqualTo("512 4096");
        Result second = site.jong("run", "--rm", "-v", "cache:/c", "box", "true");
        assertThat(second.code()).isEqualTo(125);
        assertThat(second.err())
                .contains("cannot mount volume cache, memory: another container has it");
        for (int round = 0; round < 3; round++) {
            site.succeeds("restart", "-t", "0", "user");
        }
        Await.that(() -> site.jong("exec", "user", "test", "-e", "/c/x").code() == 0, "the file");
        kill();
        Await.that(
                () -> site.jong("run", "--rm", "-v", "cache:/c", "box", "true").code() == 0,
                "the memory after the death of its container");
    }

    /// Kills the container's monitor, whose name stays where fronts look for user namespaces, and its program.
    private static void kill() {
        String pid = site.succeeds("inspect", "-f", "{{.State.Pid}}", "user").line();
        ProcessHandle first = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        first.parent().orElseThrow().destroyForcibly();
        first.destroyForcibly();
        Shell.run("rm", "-rf", new EngineProcess(site).folder().resolve("monitors").toString());
    }

    @Test
    void a_directory_of_the_host_is_used_and_stays() throws Exception {
        Path site1 = Files.createDirectories(site.work().resolve("site"));
        Files.writeString(site1.resolve("page"), "page\n");
        create("site", "none", site1.toString(), "bind");
        assertThat(run("site", "cat /d/page; echo new > /d/new; mount | grep -c nodev"))
                .startsWith("page");
        assertThat(Files.readString(site1.resolve("new"))).isEqualTo("new\n");
        site.succeeds("create", "--name", "user", "-v", "site:/d", "box", "true");
        assertThat(site.succeeds("cp", "user:/d/page", "-").text()).contains("page\n");
        site.succeeds("rm", "user");
        Result export = site.jong("volume", "export", "site");
        assertThat(export.code()).isEqualTo(125);
        assertThat(export.err()).contains("mounted in containers only");
        site.succeeds("volume", "rm", "site");
        assertThat(site1.resolve("page")).exists();
        create("site", "none", site.work() + "/missing", "bind");
        assertThat(site.jong("run", "--rm", "-v", "site:/d", "box", "true").err())
                .contains("no such file or directory");
    }

    @Test
    void V07_containers_share_a_disk_and_can_t_open_its_devices() {
        String disk = disk();
        try {
            create("disk", "ext4", disk, "noatime");
            site.succeeds("run", "-d", "--name", "user", "-v", "disk:/d", "box", "sleep", "1000");
            site.succeeds("exec", "user", "sh", "-c", "echo shared > /d/one");
            assertThat(
                            run(
                                    "disk:ro",
                                    "cat /d/one; grep -c ' /d ext4 ro,nodev,noatime' /proc/mounts; cat /d/null 2>&1; touch /d/x 2>&1"))
                    .containsExactly(
                            "shared",
                            "1",
                            "cat: can't open '/d/null': Permission denied",
                            "touch: /d/x: Read-only file system");
            site.succeeds("rm", "-f", "user");
        } finally {
            Shell.run("losetup", "-d", disk);
        }
        Result gone = site.jong("run", "--rm", "-v", "disk:/d", "box", "true");
        assertThat(gone.code()).isEqualTo(125);
        assertThat(gone.err()).contains("volume disk, ext4 on " + disk);
    }

    @Test
    void V05_an_empty_directory_of_the_host_takes_over_what_the_image_has() throws Exception {
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/data"));
        Files.writeString(tree.resolve("srv/data/seed"), "seed\n");
        site.image("seeded", tree);
        Path empty = Files.createDirectories(site.work().resolve("empty"));
        create("site", "none", empty.toString(), "bind");
        String[] look = {"run", "--rm", "-v", "site:/srv/data", "seeded", "ls", "/srv/data"};
        assertThat(site.succeeds(look).lines()).containsExactly("seed");
        assertThat(empty.resolve("seed")).hasContent("seed\n");
        Files.delete(empty.resolve("seed"));
        assertThat(site.succeeds(look).text()).isEmpty();
    }

    /// A loop device with an ext4 on which somebody has put a device node.
    private static String disk() {
        Needs.program("/usr/sbin/mkfs.ext4");
        Needs.program("/usr/sbin/debugfs");
        Path file = site.work().resolve("disk");
        Shell.run("truncate", "-s", "4M", file.toString());
        Shell.run("mkfs.ext4", "-q", "-F", file.toString());
        Shell.run("debugfs", "-w", "-R", "mknod null c 1 3", file.toString());
        Result loop = Shell.attempt(site.work(), "losetup", "-f", "--show", file.toString());
        Needs.that(loop.code() == 0, "a free loop device");
        return loop.line();
    }

    @Test
    void a_volume_is_made_with_what_the_mount_says() {
        String mount =
                "type=volume,src=made,dst=/d,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs,\"volume-opt=o=mode=711,size=1m\"";
        assertThat(site.succeeds("run", "--rm", "--mount", mount, "box", "stat", "-c", "%a", "/d"))
                .extracting(Result::line)
                .isEqualTo("711");
        assertThat(site.succeeds("volume", "ls", "--format", "{{.Name}} {{.Options}}").lines())
                .containsExactly("made type=tmpfs,device=tmpfs,o=mode=711,size=1m");
        Result other =
                site.jong("run", "--rm", "--mount", mount.replace("711", "700"), "box", "true");
        assertThat(other.code()).isEqualTo(125);
        assertThat(other.err()).contains("the volume made is there with other options");
        assertThat(site.succeeds("volume", "create", "made").line()).isEqualTo("made");
    }

    /// What the engine remembers of an earlier run must not hold for another volume of the same name.
    @Test
    void a_volume_that_is_made_anew_is_mounted_as_what_it_is_now() {
        for (int round = 0; round < 2; round++) {
            assertThat(run("data", "grep -c ' /d tmpfs' /proc/mounts; true")).containsExactly("0");
        }
        site.succeeds("volume", "rm", "data");
        create("data", "tmpfs", "tmpfs", "size=1m");
        for (int round = 0; round < 2; round++) {
            assertThat(run("data", "grep -c ' /d tmpfs' /proc/mounts; true")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=none device=/ o=bind",
                "type=none device=/srv/../etc o=bind",
                "type=proc device=proc",
                "type=sysfs device=sysfs",
                "type=ext4 device=/dev/sda o=source=/dev/vda",
                "type=tmpfs device=tmpfs o=dev",
                "type=tmpfs device=tmpfs o=size=0",
                "type=tmpfs device=tmpfs size=1m",
                "type=tmpfs",
                "device=/",
                "o=bind",
                "uid=1000"
            })
    void V07_options_that_are_none_make_nothing(String options) {
        List<String> create = new ArrayList<>(List.of("volume", "create"));
        StringBuilder mount = new StringBuilder("src=data,dst=/d");
        for (String option : options.split(" ", -1)) {
            create.addAll(List.of("--opt", option));
            mount.append(",volume-opt=").append(option);
        }
        create.add("data");
        Result created = site.jong(create.toArray(new String[0]));
        assertThat(created.code()).as(created.toString()).isEqualTo(125);
        assertThat(created.err()).contains("--opt").contains("hint: ");
        Result run = site.jong("run", "--rm", "--mount", mount.toString(), "box", "true");
        assertThat(run.code()).as(run.toString()).isEqualTo(125);
        assertThat(run.err()).contains("--opt");
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEmpty();
    }

    private static void create(String name, String type, String device, String o) {
        site.succeeds(
                "volume",
                "create",
                "-d",
                "local",
                "--opt",
                "type=" + type,
                "--opt",
                "device=" + device,
                "--opt",
                "o=" + o,
                name);
    }

    private static List<String> run(String volume, String script) {
        String[] parts = volume.split(":", -1);
        String mount = parts[0] + ":/d" + (parts.length > 1 ? ":" + parts[1] : "");
        return site.jong("run", "--rm", "-v", mount, "box", "sh", "-c", script).lines();
    }
}
