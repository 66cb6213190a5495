package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import dev.jong.store.snapshot.OwnerMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesLayerTest {
    private static final Instant LATEST = Instant.ofEpochSecond(1_000_000);

    @TempDir private Path directory;
    private Store store;
    private Path upper;
    private Path lower;
    private ChangesLayer changes;

    @BeforeEach
    void makeStore() throws IOException {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        Layers layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        upper = Files.createDirectory(directory.resolve("upper"));
        lower = Files.createDirectory(directory.resolve("lower"));
        changes = new ChangesLayer(new StoreLayer(store.content(), layers), new NativeSyscalls());
    }

    @AfterEach
    void closeStore() {
        store.close();
        assertThat(store.temporary()).isEmptyDirectory();
    }

    @Test
    void changes_become_a_layer_with_times_up_to_the_latest() throws IOException {
        Files.writeString(Files.createDirectory(upper.resolve("d")).resolve("new"), "x");
        Path old = Files.writeString(upper.resolve("old"), "y");
        Files.setLastModifiedTime(old, FileTime.from(Instant.ofEpochSecond(77, 5)));
        assertThat(members()).containsExactly("d/ @1000000", "d/new @1000000", "old @77");
    }

    @Test
    void nothing_is_no_layer() {
        assertThat(store()).isEmpty();
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void what_was_made_to_mount_upon_is_no_change() throws IOException {
        Files.createDirectories(lower.resolve("etc"));
        Files.createDirectories(upper.resolve("etc"));
        Files.createFile(upper.resolve("etc/hosts"));
        Files.createDirectories(upper.resolve("root/.cache/pip"));
        assertThat(store("etc/hosts", "root/.cache/pip")).isEmpty();
    }

    @Test
    void what_was_changed_beside_mounts_is_a_change() throws IOException {
        for (String made : List.of("etc", "opt", "srv")) {
            Files.createDirectories(lower.resolve(made));
            Files.createDirectories(upper.resolve(made));
        }
        Files.createFile(upper.resolve("etc/hosts"));
        Files.createFile(upper.resolve("etc/hosts.allow"));
        Files.createDirectories(upper.resolve("opt/cache"));
        Files.setPosixFilePermissions(
                upper.resolve("opt"), PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(upper.resolve("srv/cache"));
        Files.createDirectory(upper.resolve("srv/own"));
        assertThat(members("etc/hosts", "opt/cache", "srv/cache"))
                .containsExactly(
                        "etc/ @1000000",
                        "etc/hosts.allow @1000000",
                        "opt/ @1000000",
                        "srv/ @1000000",
                        "srv/own/ @1000000");
    }

    @Test
    void a_root_directory_that_looks_other_than_before_is_a_change() throws IOException {
        mode(upper, "rwx------");
        assertThat(members()).containsExactly("./ @1000000");
        mode(lower, "rwx------");
        assertThat(store()).isEmpty();
        Files.writeString(upper.resolve("f"), "x");
        assertThat(members()).containsExactly("./ @1000000", "f @1000000");
        mode(upper, "rwxr-xr-x");
        assertThat(members()).containsExactly("./ @1000000", "f @1000000");
    }

    private static void mode(Path file, String bits) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(bits));
    }

    @Test
    void the_same_changes_give_the_same_layer() throws IOException {
        Files.writeString(upper.resolve("f"), "x");
        Optional<TreeLayer> first = store();
        Files.delete(upper.resolve("f"));
        Files.writeString(upper.resolve("f"), "x");
        assertThat(store()).isEqualTo(first);
    }

    private Optional<TreeLayer> store(String... mounted) {
        return changes.store(
                new ChangesLayer.Ran(upper, List.of(lower), List.of(mounted), OwnerMap.SAME),
                LATEST);
    }

    private List<String> members(String... mounted) throws IOException {
        List<String> out = new ArrayList<>();
        try (InputStream in = store.content().open(store(mounted).orElseThrow().diffId())) {
            TarReader reader = new TarReader(in);
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                assertThat(next.get().modified().getNano()).isZero();
                out.add(next.get().name() + " @" + next.get().modified().getEpochSecond());
            }
        }
        return out;
    }
}
