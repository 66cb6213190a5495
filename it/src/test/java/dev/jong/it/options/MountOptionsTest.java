package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
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

/// Binds, memory and the root file system.
@Tag("root")
class MountOptionsTest {
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(Account.root());
        site.directory("work/data");
        Files.writeString(site.work().resolve("data/file"), "from the host\n");
        site.file("single", "one file\n");
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @Test
    void volume_binds_a_directory_both_ways() throws Exception {
        String data = site.work() + "/data";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        data + ":/d",
                                        "box",
                                        "sh",
                                        "-c",
                                        "cat /d/file; echo back > /d/new")
                                .line())
                .isEqualTo("from the host");
        assertThat(Files.readString(site.work().resolve("data/new"))).isEqualTo("back\n");
    }

    @Test
    void volume_ro_is_read_only_with_all_that_is_mounted_below() throws Exception {
        Result result =
                site.jong("run", "--rm", "-v", site.work() + "/data:/d:ro", "box", "touch", "/d/x");
        assertThat(result.code()).isNotZero();
        assertThat(result.err()).contains("Read-only");
        assertThat(Files.exists(site.work().resolve("data/x"))).isFalse();
        Probe probe = site.dump("-v", "/proc:/p:ro");
        assertThat(probe.mounts().stream().filter(mount -> mount.target().startsWith("/p/")))
                .allMatch(Probe.Mount::readOnly);
    }

    @Test
    void volume_takes_a_relative_source() {
        assertThat(site.succeeds("run", "--rm", "-v", "./data:/d", "box", "cat", "/d/file").line())
                .isEqualTo("from the host");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./data/../single:/f",
                                        "box",
                                        "cat",
                                        "/f")
                                .line())
                .isEqualTo("one file");
    }

    @Test
    void volume_makes_a_missing_source_and_mount_does_not() {
        assertThat(site.succeeds("run", "--rm", "-v", "./made/deep:/d", "box", "ls", "/d").out())
                .isEmpty();
        assertThat(site.work().resolve("made/deep")).isDirectory();
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--mount",
                        "type=bind,source=" + site.work() + "/missing,target=/d",
                        "box",
                        "true");
        assertThat(result.code()).isEqualTo(125);
        assertThat(result.err()).contains("missing");
        assertThat(site.work().resolve("missing")).doesNotExist();
    }

    @Test
    void volume_puts_a_file_onto_a_file_and_makes_missing_targets() {
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./single:/etc/passwd",
                                        "box",
                                        "cat",
                                        "/etc/passwd")
                                .line())
                .isEqualTo("one file");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./single:/new/place/file",
                                        "box",
                                        "cat",
                                        "/new/place/file")
                                .line())
                .isEqualTo("one file");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./data:/new/directory",
                                        "box",
                                        "cat",
                                        "/new/directory/file")
                                .line())
                .isEqualTo("from the host");
    }

    @Test
    void volume_of_a_directory_onto_a_file_is_an_error_and_the_other_way_round() {
        for (String volume : new String[] {"./data:/etc/passwd", "./single:/etc"}) {
            Result result = site.jong("run", "--rm", "-v", volume, "box", "true");
            assertThat(result.code()).as(volume).isEqualTo(125);
            assertThat(result.err()).as(volume).contains("/etc").contains("hint: ");
        }
    }

    @Test
    void two_mounts_at_one_place_are_an_error_and_nested_ones_are_in_order() {
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./data:/d",
                                        "-v",
                                        "./made:/d",
                                        "box",
                                        "true")
                                .code())
                .isEqualTo(125);
        String list =
                site.succeeds(
                                "run",
                                "--rm",
                                "-v",
                                "./single:/d/inner/f",
                                "--tmpfs",
                                "/d/inner",
                                "-v",
                                "./data:/d",
                                "box",
                                "ls",
                                "/d",
                                "/d/inner")
                        .text();
        assertThat(list).contains("file").contains("f");
    }

    @Test
    void mount_takes_its_fields() {
        Probe probe =
                site.dump(
                        "--mount",
                        "type=bind,src="
                                + site.work()
                                + "/data,dst=/d,readonly,bind-propagation=rslave",
                        "--mount",
                        "type=tmpfs,destination=/t,tmpfs-size=2m,tmpfs-mode=0750");
        assertThat(probe.mount("/d").orElseThrow().readOnly()).isTrue();
        assertThat(probe.mount("/t").orElseThrow().fileSystem()).contains("size=2048k", "mode=750");
    }

    @Test
    void tmpfs_is_safe_by_default_and_does_what_it_is_told() {
        Probe.Mount plain = site.dump("--tmpfs", "/t").mount("/t").orElseThrow();
        assertThat(plain.options()).contains("nosuid", "nodev", "noexec", "rw");
        Probe.Mount open =
                site.dump("--tmpfs", "/t:exec,size=64k,mode=1755,uid=5").mount("/t").orElseThrow();
        assertThat(open.options()).contains("nosuid", "nodev").doesNotContain("noexec");
        assertThat(open.fileSystem()).contains("size=64k", "mode=1755", "uid=5");
        Result full =
                site.jong(
                        "run",
                        "--rm",
                        "--tmpfs",
                        "/t:size=64k",
                        "box",
                        "dd",
                        "if=/dev/zero",
                        "of=/t/x",
                        "bs=1k",
                        "count=100");
        assertThat(full.err()).contains("No space left");
    }

    @Test
    void read_only_keeps_the_root_and_leaves_memory_and_volumes_writable() {
        site.image("volumes", Prober.tree(), "VOLUME /var/lib/data");
        String script =
                "touch /x 2>/dev/null && echo root; touch /etc/x 2>/dev/null && echo etc; touch /t/x && echo tmpfs; "
                        + "touch /dev/shm/x && echo shm; touch /var/lib/data/x && echo volume; touch /d/y && echo bind; echo > /dev/null && echo null";
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--read-only",
                        "--tmpfs",
                        "/t",
                        "-v",
                        "./data:/d",
                        "volumes",
                        "sh",
                        "-c",
                        script);
        assertThat(result.lines()).containsExactly("tmpfs", "shm", "volume", "bind", "null");
    }

    @Test
    void a_volume_of_the_image_keeps_what_the_image_has_there() throws Exception {
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/data"));
        Files.writeString(tree.resolve("srv/data/seed"), "seed\n");
        site.image("seeded", tree, "VOLUME /srv/data");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--read-only",
                                        "seeded",
                                        "sh",
                                        "-c",
                                        "cat /srv/data/seed && echo new > /srv/data/seed && cat /srv/data/seed")
                                .lines())
                .containsExactly("seed", "new");
    }

    @Test
    void shm_size_is_what_was_asked_for() {
        assertThat(site.dump("--shm-size", "128k").mount("/dev/shm").orElseThrow().fileSystem())
                .contains("size=128k");
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--shm-size",
                                        "128k",
                                        "box",
                                        "dd",
                                        "if=/dev/zero",
                                        "of=/dev/shm/x",
                                        "bs=1k",
                                        "count=200")
                                .err())
                .contains("No space left");
    }

    @Test
    void a_bind_has_no_devices_and_is_private() throws Exception {
        Probe.Mount mount = site.dump("-v", "./data:/d").mount("/d").orElseThrow();
        assertThat(mount.options()).contains("nodev");
        assertThat(mount.propagation()).isEqualTo("private");
        assertThat(site.dump("-v", "./data:/d:slave").mount("/d").orElseThrow().propagation())
                .isIn("private", mount.propagation());
    }

    @Test
    void odd_mount_paths_are_errors() {
        for (String volume : new String[] {"./data:relative", ":/d", "./data:/d:nonsense"}) {
            Result result = site.jong("run", "--rm", "-v", volume, "box", "true");
            assertThat(result.code()).as(volume + ": " + result).isEqualTo(125);
        }
    }

    @Test
    void rootfs_is_used_as_it_is() throws Exception {
        Path tree = Prober.copy(site.work().resolve("rootfs"));
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--rootfs",
                                        "./rootfs",
                                        "sh",
                                        "-c",
                                        "echo kept > /kept; pwd")
                                .line())
                .isEqualTo("/");
        assertThat(Files.readString(tree.resolve("kept"))).isEqualTo("kept\n");
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--read-only",
                        "--rootfs",
                        tree.toString(),
                        "sh",
                        "-c",
                        "touch /x");
        assertThat(result.code()).isNotZero();
        assertThat(tree.resolve("x")).doesNotExist();
    }

    @Test
    void layouts_and_archives_are_run_without_a_name() {
        Needs.program("/usr/bin/skopeo");
        Needs.program("/usr/bin/umoci");
        String script =
                "cd \"$1\" && umoci init --layout l && umoci new --image l:v1 && umoci raw add-layer --image l:v1 ../images/box.tar && "
                        + "umoci config --image l:v1 --config.cmd echo --config.cmd layout && skopeo copy -q oci:l:v1 docker-archive:d.tar:box:1";
        Shell.run("sh", "-euc", script, "-", site.work().toString());
        assertThat(site.succeeds("run", "--rm", "oci:./l:v1").line()).isEqualTo("layout");
        assertThat(site.succeeds("run", "--rm", "oci:" + site.work() + "/l:v1", "echo", "x").line())
                .isEqualTo("x");
        assertThat(site.succeeds("run", "--rm", "docker-archive:d.tar").line()).isEqualTo("layout");
        assertThat(site.jong("run", "--rm", "oci:./l:nope").code()).isEqualTo(125);
        assertThat(site.jong("run", "--rm", "docker-archive:missing.tar").code()).isEqualTo(125);
    }
}
