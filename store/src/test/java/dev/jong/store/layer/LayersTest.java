package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.Errno;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
    private static final byte[] ARCHIVE = new Archive().file("a/b", "content").bytes();
    private static final Digest DIFF_ID = Digest.of(ARCHIVE);

    /// More than most processes may open.
    private static final int MANY = 70_000;

    @TempDir private Path store;
    private Layers layers;

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectory(store.resolve("layers"));
        Files.createDirectory(store.resolve("tmp"));
        layers = new Layers(store, new NativeSyscalls(), Owners.KEEP, 0);
    }

    @Test
    void an_unpacked_layer_is_found_again() throws IOException {
        assertThat(layers.find(DIFF_ID)).isEmpty();
        Layer layer = layers.unpack(DIFF_ID, gzip(), Unpacked.CAP);
        assertThat(Files.readString(layer.directory().resolve("a/b"))).isEqualTo("content");
        assertThat(layer.directory().getFileName().toString()).hasSize(26).matches("[a-z2-7]+");
        assertThat(layer.size()).isEqualTo(ARCHIVE.length);
        assertThat(layer.entries()).isEqualTo(1);
        assertThat(layers.find(DIFF_ID)).contains(layer);
        assertThat(layers.unpack(gzip(), Unpacked.CAP)).isEqualTo(layer);
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void a_layer_is_not_missing_when_no_file_can_be_opened() throws IOException {
        layers.unpack(plain(), Unpacked.CAP);
        // Loads what could not be loaded then. It is an error of another kind.
        Files.createDirectory(
                store.resolve("layers/" + LayerName.of(Digest.of(new byte[0])) + ".json"));
        assertThat(layers.find(Digest.of(new byte[0]))).isEmpty();
        List<FileInputStream> all = new ArrayList<>();
        try {
            while (all.size() < MANY) {
                all.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException full) {
            assertThatThrownBy(() -> layers.find(DIFF_ID))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
        } finally {
            for (FileInputStream each : all) {
                each.close();
            }
        }
        assumeThat(all.size()).as("a limit of open files").isLessThan(MANY);
        assertThat(layers.find(DIFF_ID)).isPresent();
    }

    @Test
    void a_place_is_not_taken_when_its_lock_was_swept_and_looked_at_meanwhile() {
        Path temporary = store.resolve("tmp");
        try (LayerStaging place = LayerStaging.create(new SweptLocks(), temporary)) {
            LayerStaging.sweep(new NativeSyscalls(), temporary);
            assertThat(place.tree()).isDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /// The first file to be locked is removed before it is, and made anew by somebody who looks for dead engines.
    private final class SweptLocks extends PassingSyscalls {
        private boolean swept;

        SweptLocks() {
            super(new NativeSyscalls());
        }

        @Override
        public int flock(int descriptor, int operation) {
            if (!swept) {
                swept = true;
                try {
                    Path lock = Path.of("/proc/self/fd/" + descriptor).toRealPath();
                    Files.delete(lock);
                    Files.createFile(lock);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return super.flock(descriptor, operation);
        }
    }

    @Test
    void a_layer_that_is_present_is_not_read_again() {
        layers.unpack(plain(), Unpacked.CAP);
        ByteArrayInputStream untouched = plain();
        layers.unpack(DIFF_ID, untouched, Unpacked.CAP);
        assertThat(untouched.available()).isEqualTo(ARCHIVE.length);
    }

    @Test
    void another_content_than_expected_is_refused_and_leaves_nothing() {
        Digest other = Digest.of(new byte[0]);
        assertThatThrownBy(() -> layers.unpack(other, plain(), Unpacked.CAP))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
        leavesNothing();
    }

    @Test
    void T29_a_damaged_layer_is_not_committed() throws IOException {
        byte[] packed = gzip().readAllBytes();
        for (int length : new int[] {0, 10, packed.length - 1}) {
            ByteArrayInputStream cut = new ByteArrayInputStream(packed, 0, length);
            assertThatThrownBy(() -> layers.unpack(cut, Unpacked.CAP))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
        }
        leavesNothing();
    }

    @Test
    void T29_a_layer_without_an_end_mark_is_taken_only_when_its_digest_is_known() {
        byte[] bare = new Archive().file("a", "x").unfinished();
        assertThatThrownBy(() -> layers.unpack(new ByteArrayInputStream(bare), Unpacked.CAP))
                .hasMessageContaining("without an end mark");
        byte[] less = Arrays.copyOf(bare, bare.length - 1);
        assertThatThrownBy(() ->
                        layers.unpack(
                                Digest.of(bare), new ByteArrayInputStream(less), Unpacked.CAP))
                .hasMessageContaining("instead of");
        leavesNothing();
        layers.unpack(Digest.of(bare), new ByteArrayInputStream(bare), Unpacked.CAP);
        assertThat(layers.find(Digest.of(bare))).isPresent();
    }

    @Test
    void a_layer_is_on_disk_before_its_record() {
        List<String> order = new ArrayList<>();
        Syscalls recording =
                new PassingSyscalls(new NativeSyscalls()) {
                    @Override
                    public int syncfs(int descriptor) {
                        order.add(
                                Files.exists(LayerRecord.file(store.resolve("layers"), DIFF_ID))
                                        ? "late"
                                        : "early");
                        return super.syncfs(descriptor);
                    }
                };
        new Layers(store, recording, Owners.KEEP, 0).unpack(plain(), Unpacked.CAP);
        assertThat(order).containsExactly("early");
    }

    @Test
    void a_failing_disk_leaves_nothing_and_the_retry_works() {
        Syscalls full =
                new PassingSyscalls(new NativeSyscalls()) {
                    @Override
                    public int write(int descriptor, byte[] buffer, int offset, int length) {
                        return -Errno.ENOSPC;
                    }
                };
        assertThatThrownBy(
                        () -> new Layers(store, full, Owners.KEEP, 0).unpack(plain(), Unpacked.CAP))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
        leavesNothing();
        assertThat(layers.unpack(plain(), Unpacked.CAP).diffId()).isEqualTo(DIFF_ID);
    }

    @Test
    void unpacking_stops_when_the_reserve_of_free_space_is_reached() {
        Layers careful = new Layers(store, new NativeSyscalls(), Owners.KEEP, Long.MAX_VALUE);
        assertThatThrownBy(() -> careful.unpack(plain(), Unpacked.CAP))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXHAUSTED));
    }

    @Test
    void a_damaged_record_or_a_directory_without_one_heals() throws IOException {
        Layer layer = layers.unpack(plain(), Unpacked.CAP);
        Path record = LayerRecord.file(store.resolve("layers"), DIFF_ID);
        Files.writeString(record, "{");
        assertThat(layers.find(DIFF_ID)).isEmpty();
        Files.writeString(layer.directory().resolve("foreign"), "x");
        assertThat(layers.unpack(DIFF_ID, plain(), Unpacked.CAP)).isEqualTo(layer);
        assertThat(layer.directory().resolve("foreign")).doesNotExist();
    }

    @Test
    void removing_takes_the_record_and_the_directory() {
        Layer layer = layers.unpack(plain(), Unpacked.CAP);
        layers.remove(DIFF_ID);
        layers.remove(DIFF_ID);
        assertThat(layers.find(DIFF_ID)).isEmpty();
        assertThat(layer.directory()).doesNotExist();
        leavesNothing();
    }

    @Test
    void a_root_directory_that_nobody_may_write_to_is_no_obstacle() throws IOException {
        byte[] closed =
                new Archive()
                        .add(TarEntry.of("./", TarEntry.EntryType.DIRECTORY).withMode(0555))
                        .file("f", "x")
                        .bytes();
        Layer layer = layers.unpack(new ByteArrayInputStream(closed), Unpacked.CAP);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layer.directory())))
                .isEqualTo("r-xr-xr-x");
        layers.remove(layer.diffId());
        assertThat(layer.directory()).doesNotExist();
    }

    @Test
    void sweeping_removes_what_dead_engines_left_and_nothing_else() throws IOException {
        Layer complete = layers.unpack(plain(), Unpacked.CAP);
        Path bare =
                Files.createDirectories(store.resolve("layers/" + "a".repeat(26) + "/d"))
                        .getParent();
        Path dead = Files.createDirectories(store.resolve("tmp/layer-1-2/tree"));
        Files.createFile(store.resolve("tmp/layer-1-2.lock"));
        Path foreign = Files.createFile(store.resolve("tmp/1-2"));
        try (LayerStaging living =
                LayerStaging.create(new NativeSyscalls(), store.resolve("tmp"))) {
            assertThat(layers.sweep()).isEqualTo(2);
            assertThat(living.tree()).isDirectory();
        }
        assertThat(bare).doesNotExist();
        assertThat(dead.getParent()).doesNotExist();
        assertThat(foreign).exists();
        assertThat(layers.find(complete.diffId())).isPresent();
    }

    @Test
    void the_same_layer_unpacked_many_times_at_once_is_there_once() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<Layer> engine =
                    () ->
                            new Layers(store, new NativeSyscalls(), Owners.KEEP, 0)
                                    .unpack(plain(), Unpacked.CAP);
            List<Callable<Layer>> all = java.util.Collections.nCopies(32, engine);
            for (Future<Layer> each : threads.invokeAll(all)) {
                assertThat(each.get().diffId()).isEqualTo(DIFF_ID);
            }
        }
        assertThat(layers.find(DIFF_ID)).isPresent();
        assertThat(layers.sweep()).isZero();
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    private void leavesNothing() {
        assertThat(store.resolve("tmp")).isEmptyDirectory();
        assertThat(store.resolve("layers").toFile().list((d, name) -> !name.equals(".lock")))
                .isEmpty();
    }

    private static ByteArrayInputStream plain() {
        return new ByteArrayInputStream(ARCHIVE);
    }

    private static ByteArrayInputStream gzip() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(ARCHIVE);
        }
        return new ByteArrayInputStream(out.toByteArray());
    }
}
