package dev.jong.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
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

/// What of the host shows through mounts and devices: device nodes, mounts in mounts, files that Jong supplies.
@Tag("root")
class HostMountsTest {
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
    void the_host_s_devices_can_be_mounted_and_used() {
        for (String volume : new String[] {"/dev:/dev", "/dev:/host", "/:/host"}) {
            String folder = volume.equals("/:/host") ? "/host/dev" : volume.substring(5);
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "-v",
                            volume,
                            "box",
                            "sh",
                            "-c",
                            "head -c 3 " + folder + "/zero | wc -c && echo x > /dev/null");
            assertThat(result.code()).as(volume + ": " + result).isZero();
            assertThat(result.line()).isEqualTo("3");
        }
    }

    @Test
    void other_mounts_bring_no_devices_and_the_host_s_disks_stay_closed() {
        Shell.run("mknod", "-m", "666", site.work().resolve("zero").toString(), "c", "1", "5");
        Shell.run("mknod", "-m", "666", "/dev/jong-test-disk", "b", "254", "0");
        try {
            Result other = read("./:/d", "/d/zero");
            assertThat(other.err()).contains("Permission denied");
            Result disk = read("/dev:/d", "/d/jong-test-disk");
            assertThat(disk.err()).contains("not permitted");
        } finally {
            Shell.run("rm", "/dev/jong-test-disk");
        }
    }

    private static Result read(String volume, String file) {
        return site.jong("run", "--rm", "-v", volume, "box", "head", "-c", "1", file);
    }

    @Test
    void a_device_keeps_the_mode_and_the_owner_that_the_host_gave_it() {
        Path node = site.work().resolve("void");
        Shell.run("mknod", "-m", "640", node.toString(), "c", "1", "5");
        Shell.run("chown", "1000:1001", node.toString());
        String list = "stat -c '%a %u %g' /dev/void /place";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--device",
                                        node + ":/dev/void",
                                        "--device",
                                        node + ":/place",
                                        "box",
                                        "sh",
                                        "-c",
                                        list)
                                .lines())
                .containsExactly("640 1000 1001", "640 1000 1001");
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "--user",
                                        "7",
                                        "--device",
                                        node + ":/dev/void",
                                        "box",
                                        "head",
                                        "-c",
                                        "1",
                                        "/dev/void")
                                .err())
                .contains("Permission denied");
    }

    @Test
    void a_read_only_root_directory_is_so_with_everything_mounted_in_it() throws Exception {
        Path tree = Prober.copy(site.work().resolve("tree"));
        Path below = Files.createDirectories(tree.resolve("below"));
        site.directory("work/data");
        Shell.run("mount", "-t", "tmpfs", "jong-test", below.toString());
        try {
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "--read-only",
                            "-v",
                            "./data:/made",
                            "--rootfs",
                            tree.toString(),
                            "sh",
                            "-c",
                            "touch /below/x; touch /x; touch /made/x && echo volume");
            assertThat(result.lines()).containsExactly("volume");
            assertThat(below.resolve("x")).doesNotExist();
            assertThat(tree.resolve("x")).doesNotExist();
        } finally {
            Shell.run("umount", below.toString());
        }
    }

    @Test
    void a_root_directory_that_the_host_has_read_only_stays_so() throws Exception {
        Path tree = Prober.copy(site.work().resolve("locked"));
        site.directory("work/data");
        Shell.run("mount", "--bind", tree.toString(), tree.toString());
        try {
            Shell.run("mount", "-o", "remount,bind,ro", tree.toString());
            Result result =
                    site.jong(
                            "run",
                            "--rm",
                            "--read-only",
                            "-v",
                            "./data:/missing",
                            "--rootfs",
                            tree.toString(),
                            "true");
            assertThat(result.code()).isEqualTo(125);
            assertThat(result.err())
                    .contains("-v ./data:/missing", "read-only file system", "hint: ");
        } finally {
            Shell.run("umount", tree.toString());
        }
        assertThat(tree.resolve("missing")).doesNotExist();
    }

    @Test
    void the_files_that_jong_supplies_lie_on_top_of_a_volume() throws Exception {
        Path etc = site.directory("work/etc");
        site.file("own", "mine\n");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--hostname",
                                        "ship",
                                        "-v",
                                        "./etc:/etc",
                                        "-v",
                                        "./own:/etc/hosts",
                                        "box",
                                        "cat",
                                        "/etc/hostname",
                                        "/etc/hosts")
                                .lines())
                .containsExactly("ship", "mine");
        for (String name : new String[] {"hostname", "hosts", "resolv.conf"}) {
            assertThat(etc.resolve(name)).as("a place to mount on").isEmptyFile();
        }
    }

    @Test
    void a_read_only_volume_stays_as_it_is() throws Exception {
        Path etc = site.directory("work/fixed");
        site.file("fixed/hostname", "theirs\n");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--hostname",
                                        "ship",
                                        "-v",
                                        "./fixed:/etc:ro",
                                        "box",
                                        "sh",
                                        "-c",
                                        "cat /etc/hostname; ls /etc")
                                .lines())
                .containsExactly("ship", "hostname");
        assertThat(Files.readString(etc.resolve("hostname"))).isEqualTo("theirs\n");
    }

    @Test
    void mounts_of_the_container_reach_the_host_where_they_are_to() throws Exception {
        Path shared = site.directory("work/shared");
        site.directory("work/shared/new");
        String[] command = {
            "run",
            "--rm",
            "--cap-add",
            "SYS_ADMIN",
            "-v",
            "./shared:/s:rshared",
            "box",
            "mount",
            "-t",
            "tmpfs",
            "jong-test",
            "/s/new"
        };
        Shell.run("mount", "--bind", shared.toString(), shared.toString());
        try {
            Shell.run("mount", "--make-private", shared.toString());
            Result refused = site.jong(command);
            assertThat(refused.code()).isEqualTo(125);
            assertThat(refused.err())
                    .contains("-v ./shared:/s:rshared", "not a shared mount", "hint: ");
            Shell.run("mount", "--make-shared", shared.toString());
            site.succeeds(command);
            assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                    .contains(shared + "/new ");
        } finally {
            Shell.run("umount", "-R", shared.toString());
        }
    }

    @Test
    void a_volume_of_the_image_may_be_relative() {
        site.image("relative", Prober.tree(), "VOLUME data/../logs");
        assertThat(
                        site.succeeds("run", "--rm", "--read-only", "relative", "touch", "/logs/x")
                                .code())
                .isZero();
    }

    @Test
    void an_opaque_root_of_a_layer_hides_all_layers_below() throws Exception {
        String script =
                "mkdir -p o/l && cp -a hidden/. o/l && touch o/l/.wh..wh..opq && tar -C o/l --numeric-owner -cf o/l.tar . && "
                        + "umoci init --layout o/i && umoci new --image o/i:1 && umoci raw add-layer --image o/i:1 ../images/box.tar && "
                        + "umoci raw add-layer --image o/i:1 o/l.tar";
        Needs.program("/usr/bin/umoci");
        Path tree = Prober.copy(site.work().resolve("hidden"));
        Shell.run("rm", "-r", tree.resolve("home").toString());
        Shell.script(site.work(), script);
        assertThat(site.jong("run", "--rm", "oci:./o/i:1", "ls", "/").text())
                .doesNotContain("home");
    }
}
