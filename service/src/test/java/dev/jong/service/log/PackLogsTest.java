package dev.jong.service.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.Containers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackLogsTest {
    @TempDir Path folder;
    private WrittenLog log;
    private final PrintedFront front = new PrintedFront();

    @BeforeEach
    void begin() {
        log = new WrittenLog(folder);
    }

    @Test
    void files_that_were_rotated_become_smaller_and_gzip_can_read_them() throws IOException {
        log.out("x".repeat(100_000)).rotate(3).out("now");
        byte[] before = Files.readAllBytes(folder.resolve("log.1"));
        pack();
        assertThat(folder.resolve("log.1").toFile().length()).isLessThan(1000);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("log.1")))) {
            assertThat(in.readAllBytes()).isEqualTo(before);
        }
        assertThat(Files.readString(log.file, StandardCharsets.ISO_8859_1)).endsWith("now\n");
        assertThat(names()).containsExactlyInAnyOrder("log", "log.1");
    }

    @Test
    void they_are_read_like_others() {
        log.out("0").out("1").rotate(3).out("2").rotate(3).out("3");
        pack();
        assertThat(read(-1)).isEqualTo("0\n1\n2\n3\n");
        assertThat(read(3)).isEqualTo("1\n2\n3\n");
        assertThat(read(1)).isEqualTo("3\n");
        log.rotate(3).out("4");
        pack();
        assertThat(read(-1)).isEqualTo("2\n3\n4\n");
        assertThat(names()).containsExactlyInAnyOrder("log", "log.1", "log.2");
    }

    @Test
    void a_follower_loses_nothing_when_the_file_that_it_reads_is_compressed() {
        log.out("0");
        follow(
                () -> log.out("1").rotate(3).out("2"),
                this::pack,
                () -> log.out("3").rotate(3).out("4"),
                () -> {
                    log.rotate(3).out("5");
                    pack();
                });
        assertThat(front.out).hasToString("0\n1\n2\n3\n4\n5\n");
        assertThat(front.err).isEmpty();
    }

    /// As when the monitor comes between the last look and the exchange of names.
    @Test
    void a_rotation_meanwhile_loses_no_file() {
        log.out("0").rotate(3).out("1");
        boolean[] rotated = new boolean[1];
        pack((one, other) -> {
            if (!rotated[0]) {
                rotated[0] = true;
                log.rotate(3).out("2");
            }
            return exchanged(one, other);
        });
        assertThat(rotated[0]).isTrue();
        assertThat(read(-1)).isEqualTo("0\n1\n2\n");
    }

    private void pack() {
        pack(PackLogsTest::exchanged);
    }

    private void pack(BiPredicate<Path, Path> exchange) {
        try {
            new PackLogs(new Containers(folder, folder), exchange).pack(log.file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean exchanged(Path one, Path other) {
        return new NativeSyscalls()
                        .renameat2(
                                Syscalls.AT_FDCWD,
                                one.toString(),
                                Syscalls.AT_FDCWD,
                                other.toString(),
                                Syscalls.RENAME_EXCHANGE)
                == 0;
    }

    private List<String> names() {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(long tail) {
        front.out.setLength(0);
        new ReadLog(
                        log.file,
                        new LogQuery(Optional.empty(), Optional.empty(), tail, false, false, ""),
                        InstantSource.fixed(Instant.EPOCH))
                .run(front, () -> true, busy -> {});
        return front.out.toString();
    }

    private void follow(Runnable... happenings) {
        Deque<Runnable> left = new ArrayDeque<>(List.of(happenings));
        LogQuery query = new LogQuery(Optional.empty(), Optional.empty(), -1, true, false, "");
        new ReadLog(log.file, query, InstantSource.fixed(Instant.EPOCH))
                .run(front, left::isEmpty, busy -> left.remove().run());
    }
}
