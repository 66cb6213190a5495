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
}
