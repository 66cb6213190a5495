package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLayerTest {
    @TempDir private Path directory;
    private Store store;
    private StoreLayer storing;

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        storing =
                new StoreLayer(
                        store.content(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
    }

    @AfterEach
    void leavesNothing() {
        store.close();
        assertThat(store.temporary()).isEmptyDirectory();
        assertThat(store.content().list()).isEmpty();
        assertThat(store.layers().toFile().list((d, name) -> !name.startsWith("."))).isEmpty();
    }

    @Test
    void no_members_are_no_layer() {
        assertThat(storing.store(sink -> {})).isEmpty();
    }

    @Test
    void what_the_unpacker_says_comes_through() {
        for (int after : new int[] {0, 100}) {
            assertThatThrownBy(() ->
                            storing.store(sink -> {
                                sink.add(TarEntry.of("../x", EntryType.REGULAR));
                                for (int i = 0; i < after; i++) {
                                    sink.add(
                                            TarEntry.of("f" + i, EntryType.REGULAR)
                                                    .withSize(1 << 20),
                                            new ByteArrayInputStream(new byte[1 << 20]));
                                }
                            }))
                    .isInstanceOf(JongException.class)
                    .hasMessageContaining("leads upwards");
        }
    }

    @Test
    void what_the_packing_says_comes_through() {
        assertThatThrownBy(() ->
                        storing.store(sink -> {
                            sink.add(TarEntry.of("f", EntryType.REGULAR));
                            throw JongException.of(ErrorKind.CONFLICT, "stop");
                        }))
                .hasMessageContaining("stop");
        assertThatThrownBy(() ->
                        storing.store(sink -> {
                            throw new IOException("unreadable");
                        }))
                .hasMessageContaining("unreadable");
    }

    @Test
    void an_interrupted_one_ends_at_once() throws Exception {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            var making =
                    threads.submit(() ->
                            storing.store(sink -> {
                                while (true) {
                                    sink.add(
                                            TarEntry.of("f", EntryType.REGULAR).withSize(1 << 20),
                                            new ByteArrayInputStream(new byte[1 << 20]));
                                }
                            }));
            Thread.sleep(200);
            threads.shutdownNow();
            assertThatThrownBy(making::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELLED));
        }
    }
}
