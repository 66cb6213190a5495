package dev.jong.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.FileStatus;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayeredViewTest {
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

    @Test
    void the_uppermost_file_wins() throws IOException {
        write(lower, "etc/passwd", "lower");
        write(upper, "etc/passwd", "upper");
        assertThat(read("/etc/passwd")).contains("upper");
    }

    @Test
    void directories_of_all_layers_are_merged() throws IOException {
        write(lower, "etc/passwd", "lower");
        write(upper, "etc/group", "upper");
        assertThat(read("etc/passwd")).contains("lower");
    }

    @Test
    void a_whiteout_hides_what_lies_below() throws IOException {
        write(lower, "etc/passwd", "lower");
        whiteout(middle, "etc", "passwd");
        Files.createDirectory(upper.resolve("etc"));
        assertThat(read("/etc/passwd")).isEmpty();
    }

    @Test
    void a_whiteout_of_a_directory_ends_the_merging() throws IOException {
        write(lower, "etc/passwd", "lower");
        whiteout(middle, "", "etc");
        write(upper, "etc/group", "upper");
        assertThat(read("/etc/passwd")).isEmpty();
        assertThat(read("/etc/group")).contains("upper");
    }

    @Test
    void an_opaque_directory_hides_what_lies_below() throws IOException {
        write(lower, "etc/passwd", "lower");
        write(upper, "etc/group", "upper");
        opaque(upper.resolve("etc"));
        assertThat(read("/etc/passwd")).isEmpty();
        assertThat(read("/etc/group")).contains("upper");
    }

    @Test
    void a_file_hides_a_directory_and_a_directory_hides_a_file() throws IOException {
        write(lower, "a/b", "lower");
        write(middle, "a", "file");
        assertThat(read("/a/b")).isEmpty();
        assertThat(read("/a")).contains("file");
        write(upper, "a/c", "upper");
        assertThat(read("/a")).isEmpty();
        assertThat(read("/a/b")).isEmpty();
        assertThat(read("/a/c")).contains("upper");
    }

    @Test
    void links_are_resolved_across_layers_and_never_leave_them() throws IOException {
        write(lower, "usr/lib/passwd", "inside");
        Files.createDirectory(upper.resolve("etc"));
        Files.createSymbolicLink(upper.resolve("etc/passwd"), Path.of("../../../../lib/passwd"));
        Files.createSymbolicLink(middle.resolve("lib"), Path.of("/usr/lib"));
        Files.createSymbolicLink(middle.resolve("host"), Path.of("/etc/hostname"));
        assertThat(read("/etc/passwd")).contains("inside");
        assertThat(read("/host")).isEmpty();
        assertThat(read("/../../../../etc/hostname")).isEmpty();
    }

    @Test
    void T07_a_loop_of_links_is_an_error_and_forty_links_are_not() throws IOException {
        Files.createSymbolicLink(upper.resolve("loop"), Path.of("loop"));
        write(upper, "l0", "end");
        for (int i = 1; i <= 41; i++) {
            Files.createSymbolicLink(upper.resolve("l" + i), Path.of("l" + (i - 1)));
        }
        assertThat(read("/l40")).contains("end");
        assertThatThrownBy(() -> read("/l41")).hasMessageContaining("too many symbolic links");
        assertThatThrownBy(() -> read("/loop")).hasMessageContaining("too many symbolic links");
    }

    @Test
    void M23_a_file_beyond_the_limit_is_refused_without_reading_it() throws IOException {
        Files.createDirectory(upper.resolve("etc"));
        try (RandomAccessFile file =
                new RandomAccessFile(upper.resolve("etc/passwd").toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        LayeredView view = new LayeredView(List.of(upper));
        assertThatThrownBy(() -> view.readFile("/etc/passwd", 10 << 20))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
        write(upper, "exact", "12345");
        assertThat(view.readFile("/exact", 5)).isPresent();
        assertThatThrownBy(() -> view.readFile("/exact", 4))
                .hasMessageContaining("longer than 4 bytes");
    }

    @Test
    void fifos_and_directories_are_not_opened() throws IOException {
        String fifo = upper.resolve("fifo").toString();
        assertThat(KERNEL.mknodat(Syscalls.AT_FDCWD, fifo, FileStatus.FIFO | 0644, 0, 0)).isZero();
        assertThat(read("/fifo")).isEmpty();
        assertThat(read("/")).isEmpty();
        assertThat(read("/fifo/below")).isEmpty();
    }

    @Test
    void names_beyond_any_limit_are_absent() {
        assertThat(read("/" + "x".repeat(300))).isEmpty();
    }

    private Optional<String> read(String path) {
        return new LayeredView(List.of(upper, middle, lower))
                .readFile(path, 100)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static void write(Path layer, String name, String content) throws IOException {
        Path file = layer.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void whiteout(Path layer, String parent, String name) throws IOException {
        Path file = Files.createDirectories(layer.resolve(parent)).resolve(name);
        assertThat(
                        KERNEL.mknodat(
                                Syscalls.AT_FDCWD,
                                file.toString(),
                                FileStatus.CHARACTER_DEVICE,
                                0,
                                0))
                .isZero();
    }

    private static void opaque(Path directory) throws IOException {
        Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class)
                .write("overlay.opaque", ByteBuffer.wrap(new byte[] {'y'}));
    }
}
