package dev.jong.build.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.build.layer.StoreLayer;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareLayersTest {
    private static final Instant LATER = Instant.ofEpochSecond(5);

    @TempDir private Path directory;
    private Store store;
    private final Map<TarEntry, String> one = new LinkedHashMap<>();
    private final Map<TarEntry, String> two = new LinkedHashMap<>();

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_same_files_differ_in_nothing() {
        one.put(file("a"), "x");
        two.put(file("a"), "x");
        assertThat(compared()).isEmpty();
    }

    @Test
    void the_first_file_by_its_path_is_named() {
        one.put(directory("d").withModified(LATER), "");
        one.put(file("d/x"), "1");
        one.put(file("d/y"), "1");
        two.put(directory("d"), "");
        two.put(file("d/x"), "2");
        two.put(file("d/y"), "2");
        assertThat(compared()).isEqualTo("/d/x (content)");
    }

    @Test
    void all_that_differs_of_a_file_is_told() {
        one.put(file("a"), "x");
        two.put(file("a").withMode(0600).withOwner(7, 8).withModified(LATER), "long");
        assertThat(compared())
                .isEqualTo(
                        "/a (content, 1 and 4 bytes, mode 0644 and 0600, owner 0:0 and 7:8, "
                                + "time 1970-01-01T00:00:00Z and 1970-01-01T00:00:05Z)");
    }

    @Test
    void a_file_that_only_one_build_made_is_told() {
        one.put(file("a"), "x");
        two.put(file("a"), "x");
        two.put(file("b"), "x");
        assertThat(compared()).isEqualTo("/b (only in the second build)");
        one.put(file(".wh.a0"), "");
        assertThat(compared()).isEqualTo("/a0 (removed only in the first build)");
    }

    @Test
    void a_directory_that_has_another_time_is_told_when_nothing_else_differs() {
        one.put(directory("d").withModified(LATER), "");
        two.put(directory("d"), "");
        assertThat(compared()).startsWith("/d (time ");
    }

    @Test
    void what_a_link_leads_to_is_told() {
        one.put(TarEntry.of("l", EntryType.SYMBOLIC_LINK).withLinkTarget("x"), "");
        two.put(TarEntry.of("l", EntryType.SYMBOLIC_LINK).withLinkTarget("y"), "");
        assertThat(compared()).isEqualTo("/l (target x and y)");
    }

    private static TarEntry file(String name) {
        return TarEntry.of(name, EntryType.REGULAR);
    }

    private static TarEntry directory(String name) {
        return TarEntry.of(name, EntryType.DIRECTORY);
    }

    private String compared() {
        return new CompareLayers(store.content())
                .first(stored(one), stored(two))
                .map(FileDifference::toString)
                .orElse("");
    }

    private Optional<TreeLayer> stored(Map<TarEntry, String> members) {
        StoreLayer storing =
                new StoreLayer(
                        store.content(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        return storing.store(sink -> {
            for (Map.Entry<TarEntry, String> each : members.entrySet()) {
                byte[] bytes = each.getValue().getBytes(StandardCharsets.US_ASCII);
                sink.add(each.getKey().withSize(bytes.length), new ByteArrayInputStream(bytes));
            }
        });
    }
}
