package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Volumes of users without privileges.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserVolumesTest extends AsUsers {
    UserVolumesTest(Ids ids) {
        super(ids);
    }

    @Test
    void a_volume_is_made_filled_shared_and_removed() throws Exception {
        Path tree = Prober.copy(site.folder().resolve("tree"));
        Files.createDirectories(tree.resolve("srv/data"));
        Files.writeString(tree.resolve("srv/data/seed"), "seed\n");
        site.image("seeded", tree, "VOLUME /srv/data");
        assertThat(
                        site.succeeds(
                                        "run",
                                        "--rm",
                                        "-v",
                                        "data:/srv/data",
                                        "seeded",
                                        "cat",
                                        "/srv/data/seed")
                                .line())
                .isEqualTo("seed");
        site.succeeds("run", "--rm", "-v", "data:/d", "box", "sh", "-c", "echo new > /d/new");
        assertThat(site.succeeds("run", "--rm", "-v", "data:/d:ro", "box", "cat", "/d/new").line())
                .isEqualTo("new");
        site.succeeds("run", "--name", "anonymous", "seeded", "true");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).hasSize(2);
        site.succeeds("rm", "-v", "anonymous");
        assertThat(site.succeeds("volume", "ls", "-q").lines()).containsExactly("data");
        site.succeeds("volume", "rm", "data");
        Result left = site.host("ls", "-A", site.store() + "/volumes").finish();
        assertThat(left.out()).isEmpty();
    }

    @Test
    void files_of_other_ids_in_a_volume_can_be_removed() {
        site.jong(
                "run",
                "--rm",
                "-v",
                "owned:/d",
                "box",
                "sh",
                "-c",
                "mkdir -m 700 /d/x && touch /d/x/y && chown -R 5:5 /d; chmod 500 /d/x");
        site.succeeds("volume", "rm", "owned");
        assertThat(site.jong("volume", "exists", "owned").code()).isEqualTo(1);
    }

    @Test
    void memory_and_directories_are_mounted_and_what_needs_root_is_refused_before_the_start()
            throws Exception {
        Path own = site.directory("own");
        for (String[] one :
                new String[][] {
                    {"cache", "type=tmpfs", "device=tmpfs", "o=size=1m,mode=1777"},
                    {"site", "type=none", "device=" + own, "o=bind"}
                }) {
            site.succeeds(
                    "volume", "create", "--opt", one[1], "--opt", one[2], "--opt", one[3], one[0]);
        }
        Result both =
                site.succeeds(
                        "run",
                        "--rm",
                        "-v",
                        "cache:/c",
                        "-v",
                        "site:/s",
                        "box",
                        "sh",
                        "-c",
                        "touch /c/x && echo made > /s/x && grep -c ' /[cs] .*nodev' /proc/mounts");
        assertThat(both.line()).isEqualTo("2");
        assertThat(Files.readString(own.resolve("x"))).isEqualTo("made\n");
        for (String[] disk :
                new String[][] {
                    {"type=ext4", "device=/dev/vda"}, {"type=cifs", "device=//server/share"}
                }) {
            Result refused =
                    site.jong("volume", "create", "--opt", disk[0], "--opt", disk[1], "disk");
            assertThat(refused.code()).isEqualTo(125);
            assertThat(refused.err()).contains("lets only root do it").contains("hint: ");
            Result run =
                    site.jong(
                            "run",
                            "--rm",
                            "--mount",
                            "src=disk,dst=/d,volume-opt=" + disk[0] + ",volume-opt=" + disk[1],
                            "box",
                            "true");
            assertThat(run.code()).isEqualTo(125);
            assertThat(run.err()).contains("lets only root do it");
        }
        site.succeeds("volume", "rm", "cache", "site");
        assertThat(site.succeeds("volume", "ls", "-q").text()).isEmpty();
    }
}
