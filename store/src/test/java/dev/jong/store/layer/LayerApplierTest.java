package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerApplierTest {
    @TempDir private Path directory;
    private Unpacked layer;

    @BeforeEach
    void prepare() {
        layer = new Unpacked(directory, Owners.KEEP);
    }

    @Test
    void creates_files_directories_and_links() throws IOException {
        AppliedLayer applied =
                layer.apply(
                        new Archive()
                                .directory("./")
                                .directory("./a/")
                                .file("./a/file", "content")
                                .link("a/link", "/any/thing")
                                .hardLink("second", "a/file")
                                .fifo("pipe"));
        assertThat(layer.content("a/file")).isEqualTo("content");
        assertThat(layer.tree.resolve("a/link")).isSymbolicLink();
        assertThat(Files.readSymbolicLink(layer.tree.resolve("a/link"))).hasToString("/any/thing");
        assertThat(layer.attribute("second", "ino")).isEqualTo(layer.attribute("a/file", "ino"));
        assertThat((Integer) layer.attribute("pipe", "mode") & 0170000).isEqualTo(0010000);
        assertThat(applied.entries()).isEqualTo(6);
        assertThat(applied.contentBytes()).isEqualTo(7);
    }

    @Test
    void the_digest_is_that_of_all_bytes_of_the_archive() throws Exception {
        byte[] bytes = new Archive().file("a", "b").raw(new byte[10240]).bytes();
        AppliedLayer applied = layer.apply(new ByteArrayInputStream(bytes), Unpacked.CAP);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(applied.diffId().hex()).isEqualTo(expected);
        assertThat(applied.size()).isEqualTo(bytes.length);
    }

    @Test
    void modes_and_times_are_as_stated_also_for_directories_filled_later() {
        Instant time = Instant.parse("2001-02-03T04:05:06.789Z");
        layer.apply(
                new Archive()
                        .add(
                                TarEntry.of("d", EntryType.DIRECTORY)
                                        .withMode(01777)
                                        .withModified(time))
                        .add(
                                TarEntry.of("d/f", EntryType.REGULAR)
                                        .withMode(0666)
                                        .withModified(time),
                                "x")
                        .add(
                                TarEntry.of("closed", EntryType.DIRECTORY)
                                        .withMode(0)
                                        .withModified(time))
                        .add(TarEntry.of("closed/f", EntryType.REGULAR).withModified(time), "x")
                        .add(
                                TarEntry.of("suid", EntryType.REGULAR)
                                        .withMode(04711)
                                        .withModified(time),
                                "x"));
        assertThat(layer.mode("d")).isEqualTo(01777);
        assertThat(layer.mode("d/f")).isEqualTo(0666);
        assertThat(layer.mode("closed")).isZero();
        assertThat(layer.mode("suid")).isEqualTo(04711);
        assertThat(layer.attribute("d", "lastModifiedTime")).isEqualTo(FileTime.from(time));
        assertThat(layer.attribute("d/f", "lastModifiedTime")).isEqualTo(FileTime.from(time));
    }

    @Test
    @Tag("root")
    void owners_are_applied_before_setuid_bits() {
        Unpacked owned = new Unpacked(newDirectory("owned"), Owners.APPLY);
        owned.apply(
                new Archive()
                        .add(
                                TarEntry.of("suid", EntryType.REGULAR)
                                        .withMode(04755)
                                        .withOwner(1000, 70_000),
                                "x")
                        .add(TarEntry.of("d", EntryType.DIRECTORY).withMode(02775).withOwner(5, 6))
                        .add(
                                TarEntry.of("link", EntryType.SYMBOLIC_LINK)
                                        .withLinkTarget("suid")
                                        .withOwner(7, 8)));
        assertThat(owned.attribute("suid", "uid")).isEqualTo(1000);
        assertThat(owned.attribute("suid", "gid")).isEqualTo(70_000);
        assertThat(owned.mode("suid")).isEqualTo(04755);
        assertThat(owned.attribute("d", "uid")).isEqualTo(5);
        assertThat(owned.mode("d")).isEqualTo(02775);
        assertThat(owned.attribute("link", "uid")).isEqualTo(7);
    }

    @Test
    void missing_parents_are_made_with_mode_0755() {
        layer.apply(new Archive().file("a/b/c", "x"));
        assertThat(layer.mode("a")).isEqualTo(0755);
        assertThat(layer.mode("a/b")).isEqualTo(0755);
        assertThat(layer.mode("")).isEqualTo(0755);
    }

    @Test
    void names_are_bytes() throws IOException {
        layer.apply(new Archive().file("d/\u00ff\u00fe", "x").file("\u00c3\u00a9", "y"));
        try (var names = Files.list(layer.tree.resolve("d"))) {
            assertThat(names).hasSize(1);
        }
        assertThat(layer.content("\u00e9")).isEqualTo("y");
    }

    @Test
    void a_later_member_replaces_an_earlier_one_of_any_type() {
        layer.apply(
                new Archive()
                        .file("a/b/c", "x")
                        .file("a", "now a file")
                        .link("b", "a")
                        .directory("b")
                        .fifo("c")
                        .file("c", "first")
                        .file("c", "second"));
        assertThat(layer.content("a")).isEqualTo("now a file");
        assertThat(layer.tree.resolve("b")).isDirectory();
        assertThat(layer.content("c")).isEqualTo("second");
    }

    @Test
    void writing_to_a_replaced_file_leaves_its_other_name_alone() {
        layer.apply(new Archive().file("a", "old").hardLink("b", "a").file("a", "new"));
        assertThat(layer.content("a")).isEqualTo("new");
        assertThat(layer.content("b")).isEqualTo("old");
    }

    @Test
    void a_directory_that_was_replaced_takes_its_attributes_along() {
        layer.apply(
                new Archive()
                        .add(TarEntry.of("a/b", EntryType.DIRECTORY).withMode(0700))
                        .file("a", "x")
                        .directory("a")
                        .file("a/b/c", "x"));
        assertThat(layer.mode("a/b")).isEqualTo(0755);
    }

    @Test
    void links_on_the_way_are_resolved_below_the_root() {
        layer.apply(
                new Archive()
                        .directory("usr/bin")
                        .link("bin", "usr/bin")
                        .file("bin/sh", "x")
                        .file("usr/bin/ls", "y"));
        assertThat(layer.content("usr/bin/sh")).isEqualTo("x");
        assertThat(layer.content("usr/bin/ls")).isEqualTo("y");
    }

    @Test
    void a_member_larger_than_the_cap_is_refused_before_it_is_read() {
        byte[] bytes = new Archive().file("a", "x".repeat(100_000)).bytes();
        assertThatThrownBy(() -> layer.apply(new ByteArrayInputStream(bytes, 0, 512), 50_000))
                .hasMessageContaining("50000");
    }

    private Path newDirectory(String name) {
        try {
            return Files.createDirectory(directory.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
