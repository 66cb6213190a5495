package dev.jong.store.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several that unpack one layer at once. Each has `Layers` of its own, as workers have: the lock is the kernel's, and
/// belongs to the open file.
@Timeout(60)
class LayerTurnTest {
    private static final byte[] ARCHIVE = new Archive().file("a/b", "content").bytes();
    private static final Digest DIFF_ID = Digest.of(ARCHIVE);

    @TempDir private Path store;

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectory(store.resolve("layers"));
        Files.createDirectory(store.resolve("tmp"));
    }

    @Test
    void a_layer_that_somebody_unpacks_is_waited_for_and_not_unpacked_again() throws Exception {
        Held first = new Held();
        ByteArrayInputStream second = new ByteArrayInputStream(ARCHIVE);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Layer> unpacked = threads.submit(() -> unpack(first));
            first.begun.await();
            Future<Layer> waited = threads.submit(() -> unpack(second));
            Thread.sleep(300);
            assertThat(waited).isNotDone();
            first.goOn.countDown();
            assertThat(waited.get()).isEqualTo(unpacked.get());
        }
        assertThat(second.available()).isEqualTo(ARCHIVE.length);
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void whoever_waited_for_one_that_failed_unpacks_it() throws Exception {
        Held broken = new Held();
        broken.failure = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Layer> fails = threads.submit(() -> unpack(broken));
            broken.begun.await();
            Future<Layer> waited = threads.submit(() -> unpack(new ByteArrayInputStream(ARCHIVE)));
            broken.goOn.countDown();
            assertThat(waited.get().diffId()).isEqualTo(DIFF_ID);
            assertThat(fails).failsWithin(1, TimeUnit.SECONDS);
        }
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void nobody_waits_for_one_that_gets_nowhere() throws Exception {
        Held silent = new Held();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Layer> stuck = threads.submit(() -> unpack(silent));
            silent.begun.await();
            assertThat(unpack(new ByteArrayInputStream(ARCHIVE)).diffId()).isEqualTo(DIFF_ID);
            assertThat(stuck).isNotDone();
            silent.goOn.countDown();
            assertThat(stuck.get().diffId()).isEqualTo(DIFF_ID);
        }
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void the_lock_that_a_killed_process_left_is_no_obstacle_and_swept() throws IOException {
        Path left = store.resolve("tmp").resolve(LayerStaging.lockOf(LayerName.of(DIFF_ID)));
        Files.createFile(left);
        assertThat(layers().sweep()).isEqualTo(1);
        assertThat(left).doesNotExist();
        Files.createFile(left);
        unpack(new ByteArrayInputStream(ARCHIVE));
        assertThat(store.resolve("tmp")).isEmptyDirectory();
    }

    private Layers layers() {
        return new Layers(store, new NativeSyscalls(), Owners.KEEP, 0);
    }

    private Layer unpack(InputStream archive) {
        return layers().unpack(DIFF_ID, archive, Unpacked.CAP);
    }

    /// The archive, whose first bytes come when the test says so, or a failure in their place.
    private static final class Held extends FilterInputStream {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        volatile boolean failure;

        Held() {
            super(new ByteArrayInputStream(ARCHIVE));
        }

        @Override
        public int read() throws IOException {
            hold();
            return super.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            hold();
            return super.read(to, offset, length);
        }

        private void hold() throws IOException {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failure) {
                throw new IOException("broken");
            }
        }
    }
}
