package dev.jong.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Archives and stores that cannot be used: one line, and the store as it was.
@Tag("root")
class BadArchiveTest {
    private Site site;
    private Path archive;
    private Path layout;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
        site.succeeds("images");
        archive = site.work().resolve("archive.tar");
        layout = site.work().resolve("layout");
        Needs.program("/usr/bin/umoci");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void text_is_no_archive() throws Exception {
        Files.writeString(archive, "this is not an archive ".repeat(100));
        refused("load", "-i", archive.toString());
        refused("import", archive.toString(), "x");
    }

    @Test
    void an_empty_input_is_no_archive() throws Exception {
        assertThat(site.command("load").input("").finish().code()).isEqualTo(125);
        Result result = site.command("import", "-", "x").input("").finish();
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        one(result);
    }

    @Test
    void an_archive_of_something_else_gets_a_hint() {
        Shell.run("tar", "-C", Prober.tree().toString(), "-cf", archive.toString(), "etc");
        Result result = refused("load", "-i", archive.toString());
        assertThat(result.err()).contains("hint: jong import");
    }

    @Test
    void T29_a_truncated_archive_leaves_nothing() throws Exception {
        image();
        Shell.run("tar", "-C", layout.toString(), "-cf", archive.toString(), ".");
        byte[] whole = Files.readAllBytes(archive);
        String before = stored();
        for (int part = 1; part < 8; part++) {
            Files.write(archive, Arrays.copyOf(whole, whole.length * part / 8));
            refused("load", "-i", archive.toString());
            assertThat(stored()).isEqualTo(before);
        }
        Files.write(archive, whole);
        site.succeeds("load", "-i", archive.toString());
    }

    @Test
    void a_layer_that_differs_from_its_digest_is_refused() throws Exception {
        image();
        String before = stored();
        Path largest =
                Path.of(Shell.script(layout, "ls -S $PWD/blobs/sha256/* | head -n 1").strip());
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(largest, bytes);
        refused("load", "-i", layout.toString());
        Shell.run("tar", "-C", layout.toString(), "-cf", archive.toString(), ".");
        refused("load", "-i", archive.toString());
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void T29_an_import_without_end_mark_is_refused() throws Exception {
        Shell.run(
                "tar", "-C", Prober.tree().toString(), "-b", "1", "-cf", archive.toString(), "etc");
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length - 1024));
        refused("import", archive.toString(), "x");
    }

    @Test
    void a_full_disk_is_said_and_nothing_of_the_image_stays() {
        Path store = site.directory("small");
        Shell.run("mount", "-t", "tmpfs", "-o", "size=3m", "small", store.toString());
        try {
            Shell.run("tar", "-C", Prober.tree().toString(), "-cf", archive.toString(), ".");
            Result result = site.jong("--root", store + "/s", "import", archive.toString(), "x");
            site.jong("--root", store + "/s", "engine", "stop");
            assertThat(result.code()).as(result.toString()).isEqualTo(125);
            one(result);
            assertThat(result.err()).contains("space");
        } finally {
            Shell.script(
                    Path.of("/"),
                    "for n in 1 2 3 4 5; do umount " + store + " && exit; sleep 1; done; exit 1");
        }
    }

    @Test
    void R037_a_read_only_store_can_be_looked_at_and_says_what_cannot_be_written() {
        image();
        Path store = site.directory("fixed");
        Shell.run("mount", "-t", "tmpfs", "-o", "size=1500m", "fixed", store.toString());
        try {
            site.succeeds("--root", store + "/s", "load", "-i", layout.toString());
            Shell.run("mount", "-o", "remount,ro", store.toString());
            assertThat(site.succeeds("--root", store + "/s", "images").lines()).hasSize(2);
            assertThat(site.succeeds("--root", store + "/s", "ps", "-a").lines()).hasSize(1);
            Result result = site.jong("--root", store + "/s", "import", "/etc/passwd", "x");
            assertThat(result.code()).as(result.toString()).isEqualTo(125);
            one(result);
            Result run = site.jong("--root", store + "/s", "run", "--rm", "hello");
            assertThat(run.code()).as(run.toString()).isEqualTo(125);
            one(run);
            assertThat(run.err()).containsIgnoringCase("read-only");
        } finally {
            site.jong("--root", store + "/s", "engine", "stop");
            Shell.script(
                    Path.of("/"),
                    "for n in 1 2 3 4 5; do umount " + store + " && exit; sleep 1; done; exit 1");
        }
    }

    private void image() {
        Shell.run("umoci", "init", "--layout", layout.toString());
        Shell.run("umoci", "new", "--image", layout + ":box");
        Shell.run(
                "umoci",
                "unpack",
                "--image",
                layout + ":box",
                site.folder().resolve("bundle").toString());
        Shell.script(site.folder(), "cp -a " + Prober.tree() + "/. bundle/rootfs/");
        Shell.run(
                "umoci",
                "repack",
                "--image",
                layout + ":box",
                site.folder().resolve("bundle").toString());
        Shell.run("rm", "-rf", site.folder().resolve("bundle").toString());
    }

    private Result refused(String... command) {
        Result result = site.jong(command);
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        one(result);
        return result;
    }

    private static void one(Result result) {
        assertThat(result.err())
                .startsWith("jong: ")
                .doesNotContain("Exception", "\tat ", "internal error");
        assertThat(result.err().lines().filter(line -> !line.startsWith("hint: ")))
                .as(result.err())
                .hasSize(1);
        assertThat(result.text()).isEmpty();
    }

    private String stored() {
        return Shell.script(
                site.store(),
                "find images/blobs layers refs -type f ! -name .lock | LC_ALL=C sort");
    }
}
