package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.snapshot.OwnerMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTreeTest {
    private static final Syscalls KERNEL = new NativeSyscalls();

    @TempDir private Path directory;

    private Path upper;
    private Path middle;
    private Path lower;

    @BeforeEach
    void makeLayers() throws IOException {
        upper = Files.createDirectory(directory.resolve("upper"));
        middle = Files.createDirectory(directory.resolve("middle"));
        lower = Files.createDirectory(directory.resolve("lower"));
    }

    private LayersTree tree() {
        return LayersTree.open(
                KERNEL,
                List.of(upper, middle, lower),
                OwnerMap.SAME,
                StatCache.none(InstantSource.system()));
    }

    private static void write(Path layer, String path, String content) throws IOException {
        Files.createDirectories(layer.resolve(path).getParent());
        Files.writeString(layer.resolve(path), content);
    }

    private static void mark(Path file, String name, String value) throws IOException {
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                .write(name, ByteBuffer.wrap(Text.bytes(value)));
    }

    private static Digest digest(LayersTree tree, String path) {
        return tree.digest(tree.resolve(path).orElseThrow());
    }

    @Test
    void puts_directories_together_and_the_uppermost_file_wins() throws IOException {
        write(lower, "etc/passwd", "lower");
        write(lower, "etc/hosts", "lower");
        write(middle, "etc/passwd", "middle");
        write(upper, "etc/group", "upper");
        try (LayersTree tree = tree()) {
            assertThat(tree.list(tree.find("etc").orElseThrow()))
                    .containsExactly("group", "hosts", "passwd");
            assertThat(digest(tree, "etc/passwd")).isEqualTo(Digest.of(Text.bytes("middle")));
            assertThat(digest(tree, "etc/hosts")).isEqualTo(Digest.of(Text.bytes("lower")));
        }
    }

    @Test
    void what_a_layer_removes_hides_what_lies_below() throws IOException {
        write(lower, "a/x", "");
        write(lower, "b/x", "");
        write(lower, "c/x", "");
        write(middle, "c/y", "");
        int parent = KERNEL.openat2(Syscalls.AT_FDCWD, middle.toString(), 0, 0, 0);
        KERNEL.mknodat(parent, "a", FileStatus.CHARACTER_DEVICE, 0, 0);
        KERNEL.close(parent);
        Files.createDirectory(upper.resolve("a"));
        write(middle, "b", "a file");
        mark(middle.resolve("c"), "overlay.opaque", "y");
        try (LayersTree tree = tree()) {
            assertThat(tree.list(tree.find("").orElseThrow())).containsExactly("a", "b", "c");
            assertThat(tree.find("a/x")).isEmpty();
            assertThat(tree.find("b").orElseThrow().kind()).isEqualTo(FileEntry.Kind.REGULAR);
            assertThat(tree.list(tree.find("c").orElseThrow())).containsExactly("y");
        }
    }

    @Test
    void links_lead_from_layer_to_layer_and_not_out() throws IOException {
        write(lower, "usr/lib/x", "lib");
        Files.createSymbolicLink(upper.resolve("lib"), Path.of("/usr/lib"));
        Files.createSymbolicLink(upper.resolve("out"), directory.resolve("lower/usr"));
        try (LayersTree tree = tree()) {
            assertThat(tree.find("lib/x").orElseThrow().path()).isEqualTo("usr/lib/x");
            assertThat(tree.resolve("out")).isEmpty();
            assertThat(digest(tree, "../../lib/x")).isEqualTo(Digest.of(Text.bytes("lib")));
        }
    }

    @Test
    void shows_attributes_but_not_those_that_steer_mounts() throws IOException {
        write(upper, "d/f", "");
        mark(upper.resolve("d/f"), "origin", "v");
        mark(upper.resolve("d"), "overlay.opaque", "y");
        try (LayersTree tree = tree()) {
            assertThat(tree.find("d/f").orElseThrow().attributes())
                    .containsExactly(java.util.Map.entry("user.origin", "v"));
            assertThat(tree.find("d").orElseThrow().attributes()).isEmpty();
        }
    }

    @Test
    void without_layers_there_is_an_empty_root() {
        try (LayersTree tree =
                LayersTree.open(
                        KERNEL, List.of(), OwnerMap.SAME, StatCache.none(InstantSource.system()))) {
            assertThat(tree.list(tree.find("/").orElseThrow())).isEmpty();
            assertThat(tree.find("etc")).isEmpty();
        }
    }
}
