package dev.jong.runtime.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeOptionsTest {
    @Test
    void a_tmpfs_has_its_settings_and_the_attributes_of_its_mount() {
        assertThat(parse("tmpfs", "tmpfs", "size=64m,uid=1000,noexec,mode=1777,rw"))
                .isEqualTo(
                        new VolumeSource.Memory(
                                List.of("noexec"), List.of("size=64m", "uid=1000", "mode=1777")));
    }

    @Test
    void a_directory_of_the_host_is_bound() {
        assertThat(parse("none", "/srv/data", "bind"))
                .isEqualTo(new VolumeSource.Directory("/srv/data", false, List.of()));
        assertThat(parse("none", "/srv/data", "ro,rbind,nosuid"))
                .isEqualTo(new VolumeSource.Directory("/srv/data", true, List.of("ro", "nosuid")));
    }

    @Test
    void what_only_root_can_mount_is_known() {
        VolumeSource disk = parse("ext4", "/dev/sdb1", "ro,noatime,data=ordered");
        assertThat(disk)
                .isEqualTo(
                        new VolumeSource.FileSystem(
                                "ext4",
                                "/dev/sdb1",
                                List.of("ro", "noatime"),
                                List.of("data=ordered")));
        assertThatThrownBy(() -> VolumeOptions.checkUser(disk))
                .hasMessage("cannot mount ext4 on /dev/sdb1: the kernel lets only root do it");
        VolumeOptions.checkUser(parse("none", "/srv", "bind"));
        VolumeOptions.checkUser(parse("tmpfs", "tmpfs", ""));
        assertThat(parse("nfs", ":/export", "addr=192.0.2.7,rw"))
                .isInstanceOf(VolumeSource.FileSystem.class);
        assertThat(parse("cifs", "//server/share", "username=x"))
                .isInstanceOf(VolumeSource.FileSystem.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none|/|bind",
                "none|//.|bind",
                "none|/proc/1/root|rbind",
                "none|/./sys/kernel|bind",
                "none|/dev|bind",
                "none|/srv/../etc|bind",
                "none|/srv/..|bind",
                "none|srv|bind",
                "none|/srv|bind,noatime",
                "none|/srv|bind,size=1",
                "ext4|/srv|bind",
                "ext4|/dev/../srv|ro",
                "ext4|sda1|ro",
                "nfs|:/srv|rw",
                "nfs|:/srv|addr=server",
                "tmpfs|tmpfs|huge=always",
                "tmpfs|tmpfs|mode=8",
                "tmpfs|tmpfs|uid=-1",
                "ext4|/dev/sda1|a b",
                "ext4|/dev/sda1|ro,,rw",
                "ext4|/dev/sda1|=x",
                "ext4|/dev/sda1|ro,"
            })
    void V07_a_device_or_a_word_that_is_none_is_refused(String type, String device, String o) {
        assertThat(refused(type, device, o).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proc", "sysfs", "cgroup2", "cgroup", "debugfs", "tracefs", "securityfs", "devpts",
                "devtmpfs", "mqueue", "bpf", "configfs", "efivarfs", "binfmt_misc", "overlay",
                        "fuse",
                "fuseblk", "autofs", "ramfs", "9p", "none", "EXT4", "ext"
            })
    void V07_types_that_are_no_file_systems_of_disks_or_servers_are_refused(String type) {
        assertThat(refused(type, "/dev/sda1", "rw").kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev",
                "source=/dev/sda",
                "fd=3",
                "rfdno=3",
                "remount",
                "move",
                "shared",
                "loop",
                "rshared",
                "unbindable",
                "rw,source=x"
            })
    void V07_words_that_smuggle_something_in_are_refused(String word) {
        for (String type : List.of("none", "ext4")) {
            String o = type.equals("none") ? "bind," + word : word;
            assertThat(refused(type, "/srv", o).kind()).isEqualTo(ErrorKind.UNSUPPORTED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"size=0", "size=", "size=00k", "nr_inodes=0", "nr_blocks=0%", "size=1x"})
    void V13_memory_without_a_limit_is_refused(String word) {
        assertThat(refused("tmpfs", "tmpfs", word).kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
    }

    @Test
    void V07_what_is_no_plain_text_is_refused() {
        for (String bad : List.of("a\nb", "a\u0000b", "\u001b[1m", "a\u007f")) {
            assertThat(refused("tmpfs", "tmp" + bad, "").getMessage())
                    .contains("plain text")
                    .doesNotContain(bad);
            refused("tmpfs" + bad, "tmpfs", "");
            refused("ext4", "/dev/sda", bad);
        }
        refused("none", "/" + "x".repeat(5000), "bind");
        refused("ext4", "/" + "x".repeat(300), "rw");
        refused("ext4", "/dev/sda", "a=" + "x".repeat(300));
        assertThat(parse("none", "/srv/\u00c3\u00a9 x", "bind").title())
                .isEqualTo("/srv/\u00c3\u00a9 x");
    }

    @Test
    void what_is_missing_or_not_known_is_named() {
        assertThatThrownBy(() -> VolumeOptions.parse(Map.of("type", "tmpfs")))
                .hasMessageContaining("the option device is missing");
        assertThatThrownBy(() -> VolumeOptions.parse(Map.of("device", "tmpfs", "o", "rw")))
                .hasMessageContaining("the option type is missing");
        assertThatThrownBy(() -> VolumeOptions.parse(Map.of("uid", "5")))
                .hasMessageContaining("there is no option uid");
        assertThatThrownBy(() -> VolumeOptions.parse(Map.of("size", "5g")))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.UNSUPPORTED))
                .hasMessageContaining("cannot limit the size of a volume (--opt size)");
    }

    private static JongException refused(String type, String device, String o) {
        try {
            throw new AssertionError(parse(type, device, o));
        } catch (JongException e) {
            assertThat(e.hint()).as(e.getMessage()).isNotNull();
            return e;
        }
    }

    private static VolumeSource parse(String type, String device, String o) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("type", type);
        options.put("device", device);
        if (!o.isEmpty()) {
            options.put("o", o);
        }
        return VolumeOptions.parse(options);
    }
}
