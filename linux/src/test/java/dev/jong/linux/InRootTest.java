package dev.jong.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InRootTest {
    private final Syscalls kernel = new NativeSyscalls();

    @TempDir private Path directory;
    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(directory.resolve("root/etc")).getParent();
        Files.writeString(root.resolve("etc/file"), "inside");
        Files.writeString(directory.resolve("file"), "outside");
    }

    @Test
    void absolute_names_and_links_start_at_the_root() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/file"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../etc"));
        try (InRoot in = InRoot.open(kernel, root)) {
            assertThat(Text.of(in.read("/etc/file", 10))).isEqualTo("inside");
            assertThat(Text.of(in.read("link", 10))).isEqualTo("inside");
            assertThat(Text.of(in.read("up/../../../up/file", 10))).isEqualTo("inside");
        }
    }

    @Test
    void nothing_leads_out() throws IOException {
        Files.createSymbolicLink(root.resolve("out"), Path.of("../file"));
        Files.createSymbolicLink(root.resolve("host"), directory.resolve("file"));
        try (InRoot in = InRoot.open(kernel, root)) {
            for (String name : new String[] {"../file", "out", "host", "etc/../../file"}) {
                assertThat(in.tryOpen(name, OpenFlag.READ_ONLY, 0))
                        .as(name)
                        .isEqualTo(-Errno.ENOENT);
            }
        }
    }

    @Test
    void magic_links_are_refused() {
        try (InRoot in = InRoot.open(kernel, Path.of("/"))) {
            assertThat(in.tryOpen("proc/self/root/etc", OpenFlag.PATH, 0)).isEqualTo(-Errno.ELOOP);
            assertThat(in.onOneFileSystem().tryOpen("proc/self", OpenFlag.PATH, 0))
                    .isEqualTo(-Errno.EXDEV);
        }
    }

    @Test
    void only_regular_files_within_the_limit_are_read() throws IOException {
        String fifo = root.resolve("fifo").toString();
        assertThat(kernel.mknodat(Syscalls.AT_FDCWD, fifo, FileStatus.FIFO | 0600, 0, 0)).isZero();
        try (InRoot in = InRoot.open(kernel, root)) {
            fails(() -> in.read("fifo", 10), ErrorKind.INVALID_ARGUMENT);
            fails(() -> in.read("etc", 10), ErrorKind.INVALID_ARGUMENT);
            fails(() -> in.read("missing", 10), ErrorKind.NOT_FOUND);
            fails(() -> in.read("etc/file", 5), ErrorKind.EXHAUSTED);
            assertThat(in.read("etc/file", 6)).hasSize(6);
        }
    }

    private static void fails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorKind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        JongException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
