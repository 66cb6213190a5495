package dev.jong.build.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import dev.jong.store.snapshot.CopySnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyChangesLayerTest {
    private static final Instant LATEST = Instant.ofEpochSecond(1_000_000);

    @TempDir private Path directory;
    private Store store;
    private Path lower;
    private Path copy;
    private CopyChangesLayer changes;

    @BeforeEach
    void makeStore() throws IOException {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        Layers layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        lower = Files.createDirectory(directory.resolve("lower"));
        copy = Files.createDirectory(directory.resolve("copy"));
        changes =
                new CopyChangesLayer(new StoreLayer(store.content(), layers), new NativeSyscalls());
        for (String file : List.of("bin/sh", "bin/wget", "etc/hosts", "www/a/b", "dev/null")) {
            Files.createDirectories(lower.resolve(file).getParent());
            Files.writeString(lower.resolve(file), file);
        }
        CopySnapshot.create(new NativeSyscalls(), List.of(lower), copy);
    }

    @AfterEach
    void closeStore() {
        store.close();
        assertThat(store.temporary()).isEmptyDirectory();
    }

    @Test
    void a_copy_that_nobody_changed_is_no_layer() throws IOException {
        Files.writeString(copy.resolve("etc/hosts"), "of the engine");
        Files.delete(copy.resolve("dev/null"));
        assertThat(store()).isEmpty();
    }

    @Test
    void what_is_new_or_other_is_in_the_layer_with_the_way_to_it() throws IOException {
        Files.writeString(copy.resolve("bin/new"), "x");
        Files.setPosixFilePermissions(
                copy.resolve("www/a/b"), PosixFilePermissions.fromString("rwx------"));
        assertThat(members())
                .containsExactly(
                        "bin/ @1000000",
                        "bin/new @1000000",
                        "www/ @1000000",
                        "www/a/ @1000000",
                        "www/a/b @1000000");
    }

    @Test
    void a_root_directory_that_looks_other_than_before_is_a_change() throws IOException {
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
        assertThat(members()).containsExactly("./ @1000000");
        Files.delete(copy.resolve("www/a/b"));
        assertThat(members())
                .containsExactly(
                        "./ @1000000", "www/ @1000000", "www/a/ @1000000", "www/a/.wh.b @0");
    }

    @Test
    void what_is_gone_is_removed_by_the_layer() throws IOException {
        Files.delete(copy.resolve("bin/wget"));
        Files.delete(copy.resolve("www/a/b"));
        Files.delete(copy.resolve("www/a"));
        Files.delete(copy.resolve("www"));
        assertThat(members()).containsExactly(".wh.www @0", "bin/ @1000000", "bin/.wh.wget @0");
    }

    @Test
    void a_file_in_the_place_of_a_directory_replaces_all_of_it() throws IOException {
        Files.delete(copy.resolve("www/a/b"));
        Files.delete(copy.resolve("www/a"));
        Files.delete(copy.resolve("www"));
        Files.writeString(copy.resolve("www"), "now a file");
        assertThat(members()).containsExactly("www @1000000");
    }

    @Test
    void a_new_name_of_an_old_file_brings_the_file() throws IOException {
        Files.createLink(copy.resolve("zsh"), copy.resolve("bin/sh"));
        assertThat(members()).contains("bin/ @1000000", "bin/sh @1000000", "zsh @1000000");
    }

    private Optional<TreeLayer> store() {
        return changes.store(copy, List.of(lower), Set.of("etc/hosts"), LATEST);
    }

    private List<String> members() throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream in = store.content().open(store().orElseThrow().diffId())) {
            TarReader tar = new TarReader(in);
            for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
                names.add(next.get().name() + " @" + next.get().modified().getEpochSecond());
            }
        }
        return names;
    }
}
