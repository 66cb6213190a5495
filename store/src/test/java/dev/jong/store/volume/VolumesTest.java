package dev.jong.store.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.store.lease.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumesTest {
    private static final VolumeName DATA = new VolumeName("data");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");

    @TempDir private Path store;
    private Volumes volumes;

    @BeforeEach
    void open() {
        volumes = new Volumes(store, InstantSource.fixed(NOW));
    }

    @Test
    void a_new_volume_is_an_empty_directory_with_a_record() throws IOException {
        volumes.create(DATA, Map.of("team", "web"));
        Volume found = new Volumes(store, InstantSource.system()).find(DATA).orElseThrow();
        assertThat(found.labels()).containsExactly(Map.entry("team", "web"));
        assertThat(found.created()).isEqualTo(NOW.getEpochSecond() * 1_000_000_000 + 6);
        assertThat(found.filled()).isFalse();
        assertThat(found.anonymous()).isFalse();
        Path data = volumes.folder(DATA).data();
        assertThat(data).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(data))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.getPosixFilePermissions(store.resolve("volumes")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_volume_that_is_there_stays_as_it_is() throws IOException {
        volumes.create(DATA, Map.of("a", "1"));
        Files.writeString(volumes.folder(DATA).data().resolve("file"), "kept");
        assertThat(volumes.create(DATA, Map.of("a", "2")).labels()).containsEntry("a", "1");
        assertThat(volumes.folder(DATA).data().resolve("file")).hasContent("kept");
    }

    @Test
    void lists_by_name_and_leaves_foreign_files_alone() throws IOException {
        assertThat(volumes.all()).isEmpty();
        volumes.create(new VolumeName("zz"), Map.of());
        volumes.create(new VolumeName("aa"), Volume.Wish.PLAIN, false);
        Files.writeString(store.resolve("volumes/a file"), "");
        Files.createDirectory(store.resolve("volumes/.new-dead"));
        Files.writeString(store.resolve("volumes/plain"), "");
        assertThat(volumes.all()).extracting(v -> v.name().text()).containsExactly("aa", "zz");
    }

    @Test
    void R091_one_with_a_damaged_record_is_listed_and_can_be_removed() throws IOException {
        volumes.create(DATA, Map.of("a", "1"));
        for (String damage : new String[] {"", "{", "{\"name\":\"other\"}", "[]"}) {
            Files.writeString(volumes.folder(DATA).record(), damage);
            assertThat(volumes.all()).hasSize(1).allMatch(Volume::damaged);
        }
        Files.delete(volumes.folder(DATA).record());
        assertThat(volumes.all()).hasSize(1).allMatch(Volume::damaged);
        volumes.remove(DATA);
        assertThat(volumes.all()).isEmpty();
    }

    @Test
    void one_that_is_removed_lies_in_the_trash() throws IOException {
        volumes.create(DATA, Map.of());
        volumes.remove(DATA);
        volumes.remove(DATA);
        assertThat(volumes.find(DATA)).isEmpty();
        try (Stream<Path> trash = Files.list(store.resolve("trash"))) {
            assertThat(trash).hasSize(1);
        }
    }

    @Test
    void R007_what_a_killed_command_left_half_made_is_swept_and_no_volume() throws IOException {
        Path half = Files.createDirectories(store.resolve("volumes/.new-123/data")).getParent();
        volumes.sweep();
        assertThat(half).exists();
        Files.setLastModifiedTime(half, FileTime.from(NOW.minusSeconds(61)));
        volumes.sweep();
        assertThat(half).doesNotExist();
    }

    @Test
    void many_make_one_volume() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failed = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String label = Integer.toString(i);
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    volumes.create(DATA, Map.of("i", label));
                                } catch (RuntimeException e) {
                                    synchronized (failed) {
                                        failed.add(e);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failed).isEmpty();
        try (Stream<Path> all = Files.list(store.resolve("volumes"))) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void a_store_that_can_t_be_written_to_is_named() throws IOException {
        Files.writeString(store.resolve("volumes"), "in the way");
        assertThatThrownBy(() -> volumes.create(DATA, Map.of()))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("make the volume data");
    }

    @Test
    void the_lock_is_for_one() {
        try (Hold first = volumes.lock()) {
            assertThat(first).isNotNull();
        }
        try (Hold second = volumes.lock()) {
            assertThat(second).isNotNull();
        }
    }
}
