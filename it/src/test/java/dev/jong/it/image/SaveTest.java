package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong save`: what it writes is read by others and by `jong load`, with the digests that it had.
@Tag("root")
class SaveTest {
    private Site site;
    private Path archive;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        archive = site.work().resolve("saved.tar");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-archive", "oci-archive", "oci-dir", "docker-dir"})
    void other_tools_find_the_same_digest(String format) {
        String digest = box();
        site.succeeds("save", "--format", format, "-o", archive.toString(), "box:1");
        String source =
                switch (format) {
                    case "oci-dir" -> "oci:" + archive + ":1";
                    case "docker-dir" -> "dir:" + archive;
                    default -> "oci-archive:" + archive + ":1";
                };
        assertThat(Shell.run("skopeo", "inspect", "--format", "{{.Digest}}", source).strip())
                .isEqualTo(digest);
        Shell.run("skopeo", "copy", "-q", source, "oci:" + site.work() + "/copy:x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-archive", "oci-archive", "oci-dir"})
    void what_is_saved_is_loaded_with_its_names_and_digests(String format) {
        String digest = box();
        site.succeeds("tag", "box:1", "example.org/team/box:2");
        site.succeeds(
                "save",
                "--format",
                format,
                "-o",
                archive.toString(),
                "box:1",
                "example.org/team/box:2");
        site.succeeds("rmi", "-f", digest.substring(7));
        assertThat(site.succeeds("images", "-q").text()).isEmpty();
        site.succeeds("load", "-i", archive.toString());
        assertThat(names()).containsExactly("box:1", "example.org/team/box:2");
        assertThat(digest("box:1")).isEqualTo(digest);
        assertThat(site.succeeds("run", "--rm", "box:1", "cat", "/third").text())
                .isEqualTo("three\n");
    }

    @Test
    void podman_and_umoci_read_it() {
        Needs.program("/usr/bin/podman");
        Needs.program("/usr/bin/umoci");
        box();
        site.succeeds("save", "-o", archive.toString(), "box:1");
        String podman =
                "podman --root "
                        + site.folder()
                        + "/p --runroot "
                        + site.folder()
                        + "/pr --storage-driver vfs ";
        assertThat(
                        Shell.script(
                                site.work(),
                                podman
                                        + "load -q -i saved.tar; "
                                        + podman
                                        + "images --format '{{.Repository}}:{{.Tag}}'; "
                                        + podman
                                        + "rmi -a -f > /dev/null"))
                .contains("/box:1");
        site.succeeds("save", "--format", "oci-dir", "-o", site.work() + "/layout", "box:1");
        Shell.script(
                site.work(), "umoci unpack --image layout:1 bundle; test -e bundle/rootfs/third");
    }

    @Test
    void Q07_the_same_images_give_the_same_bytes_to_a_file_and_to_a_pipe() throws Exception {
        box();
        site.succeeds("save", "-o", archive.toString(), "box:1");
        byte[] first = Files.readAllBytes(archive);
        assertThat(site.succeeds("save", "box:1").out()).isEqualTo(first);
        site.succeeds("save", "-o", archive.toString(), "box");
        assertThat(archive).hasBinaryContent(first);
        assertThat(site.work().toFile().list()).containsExactly("saved.tar");
    }

    @Test
    void a_repository_means_all_of_its_tags_and_an_id_none() {
        box();
        site.succeeds("tag", "box:1", "box:2");
        site.succeeds("save", "-o", archive.toString(), "box");
        assertThat(list()).contains("\"RepoTags\":[\"box:1\",\"box:2\"]");
        site.succeeds(
                "save", "-o", archive.toString(), site.succeeds("images", "-q").lines().getFirst());
        assertThat(list()).contains("\"RepoTags\":[]");
    }

    @Test
    void several_images_share_their_blobs() throws Exception {
        byte[] common = Saved.layer("common", "x".repeat(100_000));
        new Saved()
                .image(Json.EMPTY, "", List.of("a:1"), common)
                .image(Json.EMPTY, "", List.of("b:1"), common, Saved.layer("more", "y"))
                .to(archive);
        site.succeeds("load", "-i", archive.toString());
        site.succeeds("save", "-o", archive.toString(), "a:1", "b:1");
        assertThat(Files.size(archive)).isBetween(100_000L, 150_000L);
        assertThat(Shell.run("tar", "tf", archive.toString()).lines()).doesNotHaveDuplicates();
    }

    @Test
    void what_an_image_lacks_is_named_and_leaves_no_file() throws Exception {
        box();
        Path blob =
                Path.of(
                        Shell.script(
                                        site.store(),
                                        "find $PWD/images/blobs/sha256 -type f -printf '%s %p\\n'"
                                                + " | sort -n | tail -1 | cut -d' ' -f2")
                                .strip());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        Files.writeString(archive, "old");
        fails("is damaged", "save", "-o", archive.toString(), "box:1");
        Files.delete(blob);
        fails(blob.getFileName().toString(), "save", "-o", archive.toString(), "box:1");
        fails("is not in the store", "save", "-o", archive.toString(), "box:1", "nobody:1");
        assertThat(archive).hasContent("old");
        Result piped = site.jong("save", "box:1");
        assertThat(piped.code()).isEqualTo(125);
        assertThat(piped.out()).isEmpty();
        assertThat(site.work().toFile().list()).containsExactly("saved.tar");
    }

    @Test
    void a_place_that_is_no_file_is_refused() {
        box();
        fails("no regular file", "save", "-o", "/dev/null", "box:1");
        fails("no regular file", "save", "-o", site.work().toString(), "box:1");
        fails("does not exist", "save", "-o", "no/such/place", "box:1");
        fails("a directory needs a name", "save", "--format", "oci-dir", "box:1");
        fails("unknown format", "save", "--format", "zip", "box:1");
    }

    @Test
    void R019_a_killed_save_leaves_no_file() throws Exception {
        byte[] big = new byte[64 << 20];
        new Random(1).nextBytes(big);
        new Saved()
                .image(Json.EMPTY, "", List.of("big:1"), Saved.layer("big", Text.of(big)))
                .to(archive);
        site.succeeds("load", "-i", archive.toString());
        Files.delete(archive);
        for (int round = 0; round < 4; round++) {
            Process save = site.command("save", "-o", archive.toString(), "big:1").begin();
            Thread.sleep(200 + 60L * round);
            save.destroyForcibly().waitFor();
            Await.that(() -> !working(), "the worker has left");
            assertThat(site.work().toFile().list())
                    .satisfiesAnyOf(
                            files -> assertThat(files).isEmpty(),
                            files -> assertThat(files).containsExactly("saved.tar"));
            if (Files.exists(archive)) {
                site.succeeds("load", "-i", archive.toString());
                Files.delete(archive);
            }
        }
    }

    private boolean working() {
        String found =
                Shell.script(
                        site.work(),
                        "for p in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < $p; echo; done 2> /dev/null"
                                + " | grep -c '[w]orker.opts.*"
                                + site.store()
                                + "' || true");
        return !found.strip().equals("0");
    }

    private void fails(String text, String... command) {
        Result result = site.jong(command);
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).startsWith("jong: ").contains(text);
    }

    private List<String> names() {
        return site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}").lines();
    }

    private String digest(String name) {
        return site.succeeds("images", "--digests", "--format", "{{.Digest}}", name)
                .lines()
                .getFirst();
    }

    private String list() {
        return Shell.run("tar", "xOf", archive.toString(), "manifest.json");
    }

    private String box() {
        Needs.program("/usr/bin/umoci");
        Needs.program("/usr/bin/skopeo");
        Path layout = site.folder().resolve("layout");
        Foreign.image(layout);
        site.succeeds("load", "-i", layout.toString());
        site.succeeds("tag", site.succeeds("images", "-q").lines().getFirst(), "box:1");
        return digest("box:1");
    }
}
