package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Binds, memory and the root file system, for users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserMountsTest extends AsUsers {
    UserMountsTest(Ids ids) {
        super(ids);
    }

    @Test
    void what_root_in_the_container_writes_is_the_caller_s() throws Exception {
        site.directory("work/data");
        site.file("data/file", "from the host\n");
        String script = "cat /d/file; echo back > /d/new; stat -c %u:%g /d/file";
        assertThat(
                        site.succeeds("run", "--rm", "-v", "./data:/d", "box", "sh", "-c", script)
                                .lines())
                .containsExactly("from the host", "0:0");
        Path made = site.work().resolve("data/new");
        assertThat(Files.readString(made)).isEqualTo("back\n");
        assertThat(Files.getAttribute(made, "unix:uid")).isEqualTo(site.account().uid());
    }

    /// The owner of a file is somebody who does not exist inside; not even the container's root opens it.
    @Test
    void files_of_others_stay_theirs() throws Exception {
        site.directory("work/theirs");
        Path secret = Files.writeString(site.work().resolve("theirs/secret"), "x");
        Shell.run("chmod", "600", secret.toString());
        Result result =
                site.jong(
                        "run",
                        "--rm",
                        "--privileged",
                        "-v",
                        "./theirs:/d",
                        "box",
                        "cat",
                        "/d/secret");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Permission denied");
        assertThat(
                        site.jong(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "./theirs:/d",
                                        "box",
                                        "chown",
                                        "0",
                                        "/d/secret")
                                .code())
                .isEqualTo(1);
        assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
    }

    @Test
    void a_read_only_bind_is_read_only_with_all_below() {
        site.directory("work/kept");
        Result result = site.jong("run", "--rm", "-v", "./kept:/d:ro", "box", "touch", "/d/x");
        assertThat(result.err()).contains("Read-only");
        Probe probe = site.dump("-v", "/proc:/p:ro");
        assertThat(probe.mounts().stream().filter(mount -> mount.target().startsWith("/p/")))
                .allMatch(Probe.Mount::readOnly);
        assertThat(site.work().resolve("kept/x")).doesNotExist();
    }

    @Test
    void mount_and_tmpfs_take_their_fields() {
        site.directory("work/m");
        Probe probe =
                site.dump(
                        "--mount", "type=bind,src=./m,dst=/m,readonly",
                        "--mount", "type=tmpfs,destination=/t,tmpfs-size=2m,tmpfs-mode=0750",
                        "--tmpfs", "/u:exec,size=64k",
                        "--shm-size", "128k");
        assertThat(probe.mount("/m").orElseThrow().readOnly()).isTrue();
        assertThat(probe.mount("/t").orElseThrow().fileSystem()).contains("size=2048k", "mode=750");
        assertThat(probe.mount("/u").orElseThrow().options())
                .contains("nosuid", "nodev")
                .doesNotContain("noexec");
        assertThat(probe.mount("/dev/shm").orElseThrow().fileSystem()).contains("size=128k");
    }

    @Test
    void a_tmpfs_belongs_to_users_that_exist() {
        if (ids == Ids.RANGE) {
            assertThat(
                            site.dump("--tmpfs", "/t:uid=5")
                                    .mount("/t")
                                    .orElseThrow()
                                    .fileSystem()
                                    .toString())
                    .contains("uid=");
        } else {
            Refusal.of(site, "--tmpfs /t:uid=5", "--tmpfs", "/t:uid=5");
        }
    }

    @Test
    void read_only_keeps_the_root_and_leaves_volumes_writable() {
        site.image("volumes", Prober.tree(), "VOLUME /var/lib/data");
        String script =
                "touch /x 2>/dev/null && echo root; touch /t/x && echo tmpfs; touch /var/lib/data/x && echo volume; echo > /dev/null && echo null";
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "--read-only",
                                        "--tmpfs",
                                        "/t",
                                        "volumes",
                                        "sh",
                                        "-c",
                                        script)
                                .lines())
                .containsExactly("tmpfs", "volume", "null");
    }

    @Test
    void a_directory_is_used_as_root_as_it_is() throws Exception {
        Path tree = Prober.copy(site.work().resolve("rootfs"));
        Shell.run(
                "chown", "-hR", site.account().uid() + ":" + site.account().gid(), tree.toString());
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
    }

    @Test
    void sources_that_are_missing_or_out_of_reach_are_errors() throws Exception {
        Result missing =
                site.jong(
                        "run",
                        "--rm",
                        "--mount",
                        "type=bind,source=./missing,target=/d",
                        "box",
                        "true");
        assertThat(missing.code()).isEqualTo(125);
        assertThat(missing.err()).contains("missing");
        Path closed = Files.createDirectory(site.folder().resolve("closed-" + ids));
        Shell.run("chmod", "700", closed.toString());
        Files.createDirectory(closed.resolve("inner"));
        Result shut = site.jong("run", "--rm", "-v", closed + "/inner:/d", "box", "true");
        assertThat(shut.code()).as(shut.toString()).isEqualTo(125);
        assertThat(shut.err()).contains("closed").hasLineCount(2);
    }
}
