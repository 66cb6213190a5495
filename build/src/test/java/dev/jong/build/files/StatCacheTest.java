package dev.jong.build.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatCacheTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochSecond(10_000));
    private static final Digest DIGEST = Digest.of(Text.bytes("x"));

    @TempDir private Path directory;

    private static Stamp stamp(long inode, long changed) {
        return new Stamp(7, inode, 100, 50, 1, changed, 2);
    }

    private StatCache open() {
        return StatCache.open(directory.resolve("contexts"), "/src", NOW);
    }

    private Path file() throws IOException {
        try (var all = Files.list(directory.resolve("contexts"))) {
            return all.findFirst().orElseThrow();
        }
    }

    private void remember(Stamp... stamps) {
        StatCache cache = open();
        List.of(stamps).forEach(stamp -> cache.add(stamp, DIGEST));
        cache.save();
    }

    @Test
    void remembers_from_build_to_build() {
        remember(stamp(1, 60), stamp(2, 60));
        remember(stamp(3, 60));
        StatCache cache = open();
        assertThat(cache.find(stamp(1, 60))).contains(DIGEST);
        assertThat(cache.find(stamp(3, 60))).contains(DIGEST);
        assertThat(cache.find(stamp(1, 61))).isEmpty();
        assertThat(cache.find(stamp(4, 60))).isEmpty();
        assertThat(StatCache.open(directory.resolve("contexts"), "/other", NOW).find(stamp(1, 60)))
                .isEmpty();
    }

    @Test
    void does_not_believe_a_file_that_changed_just_before_it_was_read() {
        StatCache cache = open();
        cache.add(stamp(1, 9_999), DIGEST);
        cache.add(stamp(2, 9_997), DIGEST);
        assertThat(cache.find(stamp(1, 9_999))).contains(DIGEST);
        cache.save();
        assertThat(open().find(stamp(1, 9_999))).isEmpty();
        assertThat(open().find(stamp(2, 9_997))).contains(DIGEST);
    }

    @Test
    void a_damaged_file_counts_as_empty() throws IOException {
        remember(stamp(1, 60));
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);
            assertThat(open().find(stamp(1, 60))).as("byte %s", at).isEmpty();
        }
        Files.write(file(), java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThat(open().find(stamp(1, 60))).isEmpty();
        remember(stamp(1, 60));
        assertThat(open().find(stamp(1, 60))).contains(DIGEST);
    }

    @Test
    void of_a_file_that_changed_the_old_record_goes() throws IOException {
        remember(stamp(1, 60));
        long before = Files.size(file());
        remember(stamp(1, 70));
        assertThat(Files.size(file())).isEqualTo(before);
        assertThat(open().find(stamp(1, 70))).contains(DIGEST);
    }

    @Test
    void keeps_a_bounded_number_of_contexts() throws IOException {
        for (int i = 0; i < 70; i++) {
            StatCache cache = StatCache.open(directory.resolve("contexts"), "/" + i, NOW);
            cache.add(stamp(1, 60), DIGEST);
            cache.save();
        }
        try (var all = Files.list(directory.resolve("contexts"))) {
            assertThat(all.count()).isEqualTo(64);
        }
    }

    @Test
    void asks_before_many_files_are_read_that_are_not_known() {
        AtomicInteger asked = new AtomicInteger();
        StatCache cache = open().beforeMany(asked::incrementAndGet);
        for (int i = 0; i < 256; i++) {
            cache.add(stamp(i, 60), DIGEST);
            cache.find(stamp(i, 60));
            cache.find(stamp(1000 + i, 60));
        }
        assertThat(asked).hasValue(0);
        cache.find(stamp(2000, 60));
        assertThat(asked).hasValue(1);
    }
}
