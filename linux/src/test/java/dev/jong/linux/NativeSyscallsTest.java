package dev.jong.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeSyscallsTest {
    private static final int HERE = Syscalls.AT_FDCWD;

    private final Syscalls kernel = new NativeSyscalls();

    @TempDir private Path directory;

    @Test
    void errors_come_back_as_negative_numbers() {
        assertThat(kernel.mkdirat(HERE, path("a/b"), 0755)).isEqualTo(-Errno.ENOENT);
        assertThat(kernel.mkdirat(HERE, path("a"), 0755)).isZero();
        assertThat(kernel.mkdirat(HERE, path("a"), 0755)).isEqualTo(-Errno.EEXIST);
        assertThat(kernel.close(1_000_000)).isEqualTo(-Errno.EBADF);
        assertThat(kernel.mknodat(HERE, path("n"), FileStatus.FIFO, 1 << 12, 0))
                .isEqualTo(-Errno.EINVAL);
    }

    @Test
    void names_that_no_kernel_takes_are_errors_too() {
        assertThat(kernel.mkdirat(HERE, "a\0b", 0755)).isEqualTo(-Errno.EINVAL);
        assertThat(kernel.mkdirat(HERE, "x".repeat(5000), 0755)).isEqualTo(-Errno.ENAMETOOLONG);
        assertThat(kernel.symlinkat("x".repeat(5000), HERE, path("l")))
                .isEqualTo(-Errno.ENAMETOOLONG);
        assertThat(kernel.linkat(HERE, path("l"), HERE, "a\0b")).isEqualTo(-Errno.EINVAL);
    }

    @Test
    void content_of_any_size_is_written_and_read() {
        byte[] content = new byte[500_001];
        Arrays.fill(content, (byte) 'x');
        long flags = OpenFlag.READ_WRITE | OpenFlag.CREATE | OpenFlag.CLOSE_ON_EXEC;
        try (Descriptor file =
                new Descriptor(kernel, kernel.openat2(HERE, path("f"), flags, 0600, 0))) {
            assertThat(kernel.write(file.number(), content, 1, 500_000)).isEqualTo(500_000);
            FileStatus status = new FileStatus();
            assertThat(kernel.statx(file.number(), "", Syscalls.AT_EMPTY_PATH, status)).isZero();
            assertThat(status.size()).isEqualTo(500_000);
            assertThat(status.type()).isEqualTo(FileStatus.REGULAR);
            assertThat(status.permissions()).isEqualTo(0600);
        }
        try (InRoot in = InRoot.open(kernel, directory)) {
            assertThat(in.read("f", 500_000)).hasSize(500_000).containsOnly((byte) 'x');
        }
    }

    @Test
    void attributes_are_set_listed_read_and_removed() throws IOException {
        Files.createFile(directory.resolve("f"));
        byte[] buffer = new byte[100];
        try (InRoot in = InRoot.open(kernel, directory);
                Descriptor file = in.open("f", OpenFlag.READ_ONLY, 0)) {
            assertThat(kernel.fsetxattr(file.number(), "user.a", new byte[] {1, 0, 2})).isZero();
            assertThat(kernel.fgetxattr(file.number(), "user.a", buffer)).isEqualTo(3);
            assertThat(buffer).startsWith(1, 0, 2);
            assertThat(Text.of(Arrays.copyOf(buffer, kernel.flistxattr(file.number(), buffer))))
                    .contains("user.a\0");
            assertThat(kernel.fgetxattr(file.number(), "user.a", new byte[2]))
                    .isEqualTo(-Errno.ERANGE);
            assertThat(kernel.fremovexattr(file.number(), "user.a")).isZero();
            assertThat(kernel.fgetxattr(file.number(), "user.a", buffer)).isEqualTo(-Errno.ENODATA);
        }
    }

    @Test
    void a_lock_belongs_to_the_open_file() {
        long flags = OpenFlag.READ_WRITE | OpenFlag.CREATE | OpenFlag.CLOSE_ON_EXEC;
        int exclusive = Syscalls.LOCK_EX | Syscalls.LOCK_NB;
        try (Descriptor other =
                new Descriptor(kernel, kernel.openat2(HERE, path("lock"), flags, 0600, 0))) {
            try (Descriptor one =
                    new Descriptor(kernel, kernel.openat2(HERE, path("lock"), flags, 0600, 0))) {
                assertThat(kernel.flock(one.number(), exclusive)).isZero();
                assertThat(kernel.flock(other.number(), exclusive)).isEqualTo(-Errno.EAGAIN);
            }
            assertThat(kernel.flock(other.number(), exclusive)).isZero();
        }
    }

    @Test
    void a_process_is_signalled_through_its_descriptor() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "100").start();
        try (Descriptor process =
                new Descriptor(kernel, kernel.pidfdOpen((int) sleeper.pid(), 0))) {
            assertThat(kernel.pidfdSendSignal(process.number(), 9)).isZero();
            assertThat(sleeper.waitFor()).isEqualTo(137);
            assertThat(kernel.pidfdSendSignal(process.number(), 9)).isEqualTo(-Errno.ESRCH);
        }
    }

    @Test
    void threads_do_not_mix_their_names() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 16; thread++) {
                String prefix = path("t" + thread + "-");
                threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        kernel.mkdirat(HERE, prefix + i, 0700);
                    }
                });
            }
        }
        assertThat(directory.toFile().list()).hasSize(16 * 200);
    }

    @Test
    void lists_a_large_directory() {
        for (int i = 0; i < 3000; i++) {
            kernel.mkdirat(HERE, path("directory-" + i), 0700);
        }
        try (InRoot in = InRoot.open(kernel, directory)) {
            assertThat(DirectoryNames.list(kernel, in.number()))
                    .hasSize(3000)
                    .contains("directory-2999");
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
