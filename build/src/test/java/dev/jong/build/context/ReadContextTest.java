package dev.jong.build.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadContextTest {
    @TempDir private Path directory;

    private Path temporary;
    private Path outside;

    @BeforeEach
    void make() throws IOException {
        temporary = Files.createDirectory(directory.resolve("tmp"));
        outside = Files.createDirectory(directory.resolve("outside"));
        Files.writeString(outside.resolve("canary"), "canary");
    }

    private ReadContext.Arrived read(byte[] bytes) {
        return new ReadContext(new NativeSyscalls(), temporary)
                .read(new ByteArrayInputStream(bytes));
    }

    private static byte[] tar(TarEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter writer = new TarWriter(out);
        for (TarEntry entry : entries) {
            byte[] content = entry.type() == EntryType.REGULAR ? Text.bytes("data") : new byte[0];
            writer.add(entry.withSize(content.length), new ByteArrayInputStream(content));
        }
        writer.finish();
        return out.toByteArray();
    }

    private static TarEntry link(String name, String target) {
        return TarEntry.of(name, EntryType.SYMBOLIC_LINK).withLinkTarget(target);
    }

    private static TarEntry file(String name) {
        return TarEntry.of(name, EntryType.REGULAR);
    }

    private void isRefused(TarEntry... entries) throws IOException {
        byte[] archive = tar(entries);
        assertThatThrownBy(() -> read(archive)).isInstanceOf(JongException.class);
        assertThat(Files.readString(outside.resolve("canary"))).isEqualTo("canary");
        try (var names = Files.list(outside)) {
            assertThat(names).hasSize(1);
        }
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void unpacks_an_archive_and_removes_it() throws IOException {
        TarEntry script = file("deep/er/run.sh").withMode(0755);
        byte[] archive = tar(script, file("Dockerfile"), link("l", "Dockerfile"), file(".wh.x"));
        Path tree;
        try (var files = ((ReadContext.Arrived.Archive) read(archive)).files()) {
            tree = files.directory();
            assertThat(Files.readString(tree.resolve("deep/er/run.sh"))).isEqualTo("data");
            assertThat(Files.getPosixFilePermissions(tree.resolve("deep/er/run.sh")))
                    .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(Files.getPosixFilePermissions(tree.resolve("deep")))
                    .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
            assertThat(Files.isRegularFile(tree.resolve(".wh.x"))).isTrue();
            assertThat(Files.readSymbolicLink(tree.resolve("l"))).hasToString("Dockerfile");
        }
        assertThat(Files.exists(tree)).isFalse();
    }

    @Test
    void finds_out_how_it_is_compressed() throws IOException {
        for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream packed = compression.compress(out)) {
                packed.write(tar(file("a")));
            }
            try (var files = ((ReadContext.Arrived.Archive) read(out.toByteArray())).files()) {
                assertThat(Files.exists(files.directory().resolve("a"))).isTrue();
            }
        }
    }

    @Test
    void text_is_a_dockerfile() {
        assertThat(read(Text.bytes("FROM scratch\n")))
                .isEqualTo(new ReadContext.Arrived.Dockerfile("FROM scratch\n"));
        String longer = "# comment\n".repeat(1000) + "FROM scratch\n";
        assertThat(read(Text.bytes(longer))).isEqualTo(new ReadContext.Arrived.Dockerfile(longer));
        assertThatThrownBy(() -> read(new byte[0])).hasMessageContaining("nothing");
    }

    @Test
    void a_damaged_archive_is_an_error_and_leaves_nothing() throws IOException {
        byte[] whole = tar(file("a"), file("b"));
        byte[] cut = java.util.Arrays.copyOf(whole, 1200);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(JongException.class);
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void B05_names_that_lead_upwards_are_refused() throws IOException {
        isRefused(file("../../outside/new"));
        isRefused(file("a/../../b"));
    }

    @Test
    void B05_absolute_names_are_inside() throws IOException {
        byte[] archive = tar(file(outside.resolve("new").toString()));
        try (var files = ((ReadContext.Arrived.Archive) read(archive)).files()) {
            assertThat(Files.exists(outside.resolve("new"))).isFalse();
            assertThat(files.directory().resolve(outside.toString().substring(1) + "/new"))
                    .exists();
        }
    }

    @Test
    void B05_a_linked_directory_is_not_written_through() throws IOException {
        isRefused(link("d", outside.toString()), file("d/new"));
        isRefused(link("d", "../../../outside"), file("d/canary"));
        isRefused(link("d", outside.toString()), file("d/sub/new"));
    }

    @Test
    void B05_a_linked_dockerfile_is_replaced_and_not_written_through() throws IOException {
        byte[] archive =
                tar(link("Dockerfile", outside.resolve("canary").toString()), file("Dockerfile"));
        try (var files = ((ReadContext.Arrived.Archive) read(archive)).files()) {
            Path made = files.directory().resolve("Dockerfile");
            assertThat(Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)).isTrue();
        }
        assertThat(Files.readString(outside.resolve("canary"))).isEqualTo("canary");
    }

    @Test
    void B05_hard_links_lead_to_members_only() throws IOException {
        String canary = outside.resolve("canary").toString();
        isRefused(TarEntry.of("h", EntryType.HARD_LINK).withLinkTarget(canary));
        isRefused(TarEntry.of("h", EntryType.HARD_LINK).withLinkTarget("../../outside/canary"));
        isRefused(
                link("d", outside.toString()),
                TarEntry.of("h", EntryType.HARD_LINK).withLinkTarget("d/canary"));
    }

    @Test
    void B05_devices_are_refused() throws IOException {
        isRefused(
                TarEntry.of("n", EntryType.CHARACTER_DEVICE).withDevice(new TarEntry.Device(1, 3)));
        isRefused(TarEntry.of("b", EntryType.BLOCK_DEVICE).withDevice(new TarEntry.Device(8, 0)));
    }
}
