package dev.jong.build.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.StepMount;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCacheTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    private final Syscalls kernel = new NativeSyscalls();
    @TempDir private Path directory;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Store store;
    private Layers layers;
    private UnpackedLayers unpacked;
    private PruneCache prune;

    @BeforeEach
    void makeStore() {
        store = Store.open(directory.resolve("store"), InstantSource.system());
        layers = new Layers(store.root(), kernel, Owners.KEEP);
        unpacked = new UnpackedLayers(store.layers(), layers);
        prune = new PruneCache(store, unpacked, kernel, Set::of);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void a_step_is_found_by_what_it_depends_on() {
        TreeLayer layer = layer("a");
        put("a", Optional.of(layer));
        put("nothing", Optional.empty());
        try (BuildCache cache = cache()) {
            StepRecord found = cache.find(inputs("a")).orElseThrow();
            assertThat(found.layer()).contains(layer);
            assertThat(found.took()).isEqualTo(Duration.ofSeconds(2));
            assertThat(cache.find(inputs("nothing")).orElseThrow().layer()).isEmpty();
            assertThat(cache.find(inputs("b"))).isEmpty();
        }
    }

    @Test
    void what_is_not_whole_any_more_was_never_known() throws IOException {
        TreeLayer one = layer("1");
        TreeLayer two = layer("2");
        put("1", Optional.of(one));
        put("2", Optional.of(two));
        put("3", Optional.empty());
        layers.remove(one.diffId());
        Files.writeString(store.content().path(two.blob().digest()), "short");
        Path record = store.root().resolve("build/steps/" + inputs("3").key().hex() + ".json");
        Files.writeString(record, "{\"key\":");
        try (BuildCache cache = cache()) {
            for (String each : List.of("1", "2", "3")) {
                assertThat(cache.find(inputs(each))).isEmpty();
            }
        }
        assertThat(rows()).hasSize(2);
    }

    @Test
    void layers_stay_as_long_as_their_records() {
        TreeLayer layer = layer("a");
        put("a", Optional.of(layer));
        TreeLayer loose = layer("loose");
        sweep();
        assertThat(layers.find(layer.diffId())).isPresent();
        assertThat(store.content().has(layer.blob())).isTrue();
        assertThat(layers.find(loose.diffId())).isEmpty();
        PruneCache.Pruned pruned = prune.run(PruneCache.Wishes.EVERYTHING);
        assertThat(pruned.rows()).hasSize(1);
        assertThat(pruned.bytes()).isEqualTo(2 * layer.blob().size());
        assertThat(layers.find(layer.diffId())).isEmpty();
        assertThat(store.content().list()).isEmpty();
    }

    @Test
    void the_first_input_that_differs_is_named() {
        StepInputs before = inputs("file a", "1", "file b", "2\n", "x", "long".repeat(90));
        try (BuildCache cache = cache()) {
            assertThat(cache.knows("place")).isFalse();
            assertThat(cache.why(before, "place")).isEmpty();
            cache.put(before, "COPY", "place", Optional.empty(), Duration.ZERO);
            assertThat(cache.knows("place")).isTrue();
            assertThat(cache.why(before, "place")).isEmpty();
            assertThat(cache.why(inputs("file a", "1", "file b", "3"), "place"))
                    .hasValueSatisfying(d -> {
                        assertThat(d.name()).isEqualTo("file b");
                        assertThat(d.now()).contains("3");
                    });
            assertThat(cache.why(inputs("file b", "2\n"), "place"))
                    .contains(new Difference("file a", Optional.of("1"), Optional.empty()));
            assertThat(cache.why(inputs("file 0", "9", "file a", "1"), "place"))
                    .contains(new Difference("file 0", Optional.empty(), Optional.of("9")));
            assertThat(cache.why(inputs("file a", "1"), "elsewhere")).isEmpty();
        }
    }

    @Test
    void what_was_used_longest_ago_goes_first_and_what_is_in_use_never() {
        List<TreeLayer> made = new ArrayList<>();
        for (String each : List.of("1", "2", "3")) {
            made.add(layer(each));
            put(each, Optional.of(made.getLast()));
        }
        long size = 2 * made.getFirst().blob().size();
        now = now.plusSeconds(60);
        try (BuildCache cache = cache()) {
            assertThat(cache.find(inputs("1"))).isPresent();
            prune.bound(size / 2);
            assertThat(rows()).extracting(CacheRow::description).containsExactly("step 1");
            assertThat(rows()).allMatch(CacheRow::inUse);
        }
        assertThat(rows()).noneMatch(CacheRow::inUse);
        assertThat(rows().getFirst().uses()).isEqualTo(1);
        prune.bound(size);
        assertThat(rows()).hasSize(1);
        prune.bound(size - 1);
        assertThat(rows()).isEmpty();
    }

    @Test
    void pruning_keeps_to_its_filters() {
        put("1", Optional.of(layer("1")));
        put("2", Optional.of(layer("2")));
        prune.run(
                new PruneCache.Wishes(
                        false, row -> row.description().equals("step 1"), Instant.MAX, 0, 0, 0));
        assertThat(rows()).extracting(CacheRow::description).containsExactly("step 2");
        prune.run(new PruneCache.Wishes(true, row -> true, now.minusSeconds(1000), 0, 0, 0));
        prune.run(new PruneCache.Wishes(true, row -> true, Instant.MAX, 0, 1 << 30, 0));
        assertThat(rows()).hasSize(1);
        assertThat(prune.run(PruneCache.Wishes.EVERYTHING).rows()).hasSize(1);
    }

    @Test
    void cache_mounts_are_part_of_it_unless_they_are_in_use() throws IOException {
        CacheMounts mounts = new CacheMounts(store.root(), kernel, layers, InstantSource.system());
        StepMount.Cache mount =
                new StepMount.Cache(
                        "apt",
                        StepMount.Sharing.SHARED,
                        Tree.SCRATCH,
                        "",
                        "/var/cache/apt",
                        false,
                        0755,
                        0,
                        0);
        try (CacheMounts.Held held = mounts.take(mount)) {
            Files.writeString(held.directory().resolve("f"), "12345");
            assertThat(prune.run(PruneCache.Wishes.EVERYTHING).rows()).isEmpty();
            CacheRow row = rows().getFirst();
            assertThat(row.description()).isEqualTo("cached mount /var/cache/apt with id apt");
            assertThat(row.type()).isEqualTo(CacheRow.MOUNT);
            assertThat(row.bytes()).isEqualTo(5);
            assertThat(row.mutable() && row.inUse()).isTrue();
        }
        assertThat(prune.run(PruneCache.Wishes.EVERYTHING).rows()).hasSize(1);
        assertThat(store.root().resolve("build/mounts")).isEmptyDirectory();
        mounts.take(mount).close();
        assertThat(rows()).hasSize(1);
    }

    @Test
    void steps_know_what_they_stand_upon() {
        TreeLayer base = layer("base");
        put("base", Optional.of(base));
        try (BuildCache cache = cache()) {
            StepInputs above = inputs("base", base.diffId().toString());
            cache.put(above, "above", "p", Optional.of(layer("above")), Duration.ZERO);
        }
        CacheRow below =
                rows().stream().filter(row -> row.parents().isEmpty()).findAny().orElseThrow();
        assertThat(rows())
                .filteredOn(row -> row.description().equals("above"))
                .allMatch(row -> row.parents().equals(List.of(below.id())));
    }

    @Test
    void a_killed_build_holds_nothing() throws IOException {
        put("1", Optional.of(layer("1")));
        Path killed = store.root().resolve("build/running/1-2");
        Files.createFile(killed);
        assertThat(rows()).noneMatch(CacheRow::inUse);
        assertThat(killed).doesNotExist();
        Files.createFile(killed);
        cache().close();
        assertThat(killed).doesNotExist();
    }

    @Test
    void builds_of_one_process_end_at_once() throws Exception {
        put("1", Optional.empty());
        atOnce(() -> {
            try (BuildCache cache = cache()) {
                assertThat(cache.find(inputs("1"))).isPresent();
            }
        });
        assertThat(rows().getFirst().uses()).isEqualTo(THREADS * ROUNDS);
    }

    @Test
    void a_build_that_ends_while_others_look_for_it_disturbs_nobody() throws Exception {
        put("1", Optional.of(layer("1")));
        atOnce(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                cache().close();
                assertThat(rows()).hasSize(1);
            }
        });
    }

    private static void atOnce(Runnable work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS * ROUNDS; i++) {
                all.add(threads.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private BuildCache cache() {
        return new BuildCache(store, layers, kernel, () -> now);
    }

    private List<CacheRow> rows() {
        return new CacheUse(store, unpacked, kernel).rows();
    }

    private void sweep() {
        assertThat(new Sweeper(store, unpacked).sweep(Set::of)).isPresent();
    }

    private void put(String name, Optional<TreeLayer> layer) {
        now = now.plusSeconds(1);
        try (BuildCache cache = cache()) {
            cache.put(inputs(name), "step " + name, "p" + name, layer, Duration.ofSeconds(2));
            // A record's time is the disk's; here time goes as the test says.
            new StepRecords(store.root()).used(inputs(name).key(), now);
        }
        now = now.plusSeconds(1);
    }

    private static StepInputs inputs(String... words) {
        StepInputs.Collector inputs = new StepInputs.Collector();
        for (int i = 0; i < words.length; i += 2) {
            inputs.add(words[i], i + 1 < words.length ? words[i + 1] : "");
        }
        return inputs.done();
    }

    private TreeLayer layer(String content) {
        return new StoreLayer(store.content(), layers)
                .store(sink ->
                        sink.add(
                                TarEntry.of("f", EntryType.REGULAR).withSize(content.length()),
                                new ByteArrayInputStream(Text.bytes(content))))
                .orElseThrow();
    }
}
