package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Archives that other tools made: several layers, all shapes, all compressions, files and pipes.
@Tag("root")
class LoadTest {
    private Site site;
    private Path layout;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        Needs.program("/usr/bin/umoci");
        Needs.program("/usr/bin/skopeo");
        layout = site.folder().resolve("layout");
        Foreign.image(layout);
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "docker-archive, cat, file", "docker-archive, cat, pipe", "docker-archive, gzip, file",
                "docker-archive, gzip, pipe",
        "docker-archive, zstd, pipe", "docker-archive, xz, pipe", "oci-archive, cat, file",
                "oci-archive, cat, pipe",
        "oci-archive, gzip, pipe", "oci-archive, zstd, file", "oci-archive, xz, file",
    })
    void an_archive_of_three_layers_is_loaded_and_runs(String kind, String compression, String way)
            throws Exception {
        Path archive = site.work().resolve("archive");
        Shell.run(
                "skopeo",
                "copy",
                "-q",
                "oci:" + layout + ":box",
                kind + ":" + archive + ".tar:example.org/box:1");
        Shell.script(site.work(), compression + " < archive.tar > archive");
        Result result =
                way.equals("file")
                        ? site.jong("load", "-i", archive.toString())
                        : site.command("load").input(Files.readAllBytes(archive)).finish();
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.text()).contains("example.org/box:1");
        runs("example.org/box:1");
    }

    @Test
    void a_directory_with_an_image_layout_is_loaded() throws Exception {
        Result result = site.jong("load", "-i", layout.toString());
        assertThat(result.code()).as(result.toString()).isZero();
        String id = site.succeeds("images", "-q").lines().getFirst();
        runs(id);
    }

    @Test
    void an_archive_is_run_directly() throws Exception {
        Path archive = site.work().resolve("archive.tar");
        Shell.run(
                "skopeo",
                "copy",
                "-q",
                "oci:" + layout + ":box",
                "docker-archive:" + archive + ":box:1");
        runs("docker-archive:" + archive);
        runs("oci:" + layout + ":box");
    }

    @Test
    void loading_twice_changes_nothing() throws Exception {
        Path archive = site.work().resolve("archive.tar");
        Shell.run(
                "skopeo",
                "copy",
                "-q",
                "oci:" + layout + ":box",
                "docker-archive:" + archive + ":box:1");
        String first = site.succeeds("load", "-i", archive.toString()).text();
        String stored = tree();
        assertThat(site.succeeds("load", "-i", archive.toString()).text()).isEqualTo(first);
        assertThat(tree()).isEqualTo(stored);
    }

    @Test
    void an_archive_of_podman_is_loaded() throws Exception {
        Needs.program("/usr/bin/podman");
        Path archive = site.work().resolve("archive.tar");
        String podman =
                "podman --root "
                        + site.folder()
                        + "/p --runroot "
                        + site.folder()
                        + "/pr --storage-driver vfs ";
        Shell.script(
                site.work(),
                podman
                        + "pull -q oci:"
                        + layout
                        + ":box > id; "
                        + podman
                        + "save -q -o "
                        + archive
                        + " $(cat id); "
                        + podman
                        + "rmi -a -f > /dev/null");
        Result result = site.jong("load", "-i", archive.toString());
        assertThat(result.code()).as(result.toString()).isZero();
        runs(site.succeeds("images", "-q").lines().getFirst());
    }

    private void runs(String image) {
        Result result =
                site.succeeds(
                        "run",
                        "--rm",
                        image,
                        "sh",
                        "-c",
                        "cat /second /third; test -e /first || echo gone; echo $FROM");
        assertThat(result.text()).isEqualTo("two\nthree\ngone\numoci\n");
    }

    private String tree() {
        return Shell.script(
                site.store(), "find images/blobs layers -type f -o -type d | LC_ALL=C sort");
    }
}
