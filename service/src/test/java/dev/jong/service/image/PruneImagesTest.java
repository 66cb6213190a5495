package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Images;
import dev.jong.image.Inventory;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.space.Pins;
import dev.jong.service.space.PruneFilters;
import dev.jong.service.space.PruneImages;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.lease.Hold;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneImagesTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z"));

    @TempDir Path directory;
    private final Set<Digest> used = new HashSet<>();
    private Pins pins = Pins.NONE;
    private Store store;
    private UnpackedLayers layers;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"), CLOCK);
        layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
    }

    @Test
    void removes_images_without_a_name_and_with_all_those_that_no_container_uses() {
        Digest old = importing("a", "old");
        Digest replaced = importing("a", "new");
        Digest inUse = importing("b", "b");
        used.add(inUse);
        PruneImages.Pruned dangling = prune(false);
        assertThat(dangling.deleted()).containsExactly(old);
        assertThat(dangling.untagged()).isEmpty();
        PruneImages.Pruned all = prune(true);
        assertThat(all.deleted()).containsExactly(replaced);
        assertThat(all.untagged()).containsExactly(Reference.parse("a"));
        assertThat(new Images(store).resolve("b", Optional.empty()).id()).isEqualTo(inUse);
    }

    @Test
    void Q27_what_is_freed_is_the_sum_of_what_is_gone() {
        importing("a", "shared");
        importing("b", "b");
        new TagImage(store, layers).run("b", List.of(Reference.parse("c")));
        long before = Inventory.of(store, layers).bytes();
        used.add(new Images(store).resolve("a", Optional.empty()).id());
        PruneImages.Pruned pruned = prune(true);
        assertThat(pruned.untagged()).hasSize(2);
        assertThat(pruned.deleted()).hasSize(1);
        assertThat(pruned.bytes())
                .isPositive()
                .isEqualTo(before - Inventory.of(store, layers).bytes());
        used.clear();
        prune(true);
        assertThat(Inventory.of(store, layers).bytes()).isZero();
    }

    @Test
    void a_pin_keeps_what_nothing_uses() {
        importing("a", "a");
        importing("b", "b");
        pins = new Pins(Set.of(Reference.parse("a")), Set.of());
        PruneImages.Pruned pruned = prune(true);
        assertThat(pruned.untagged()).containsExactly(Reference.parse("b"));
        assertThat(pruned.pinned()).containsExactly(Reference.parse("a"));
    }

    @Test
    void conditions_must_all_fit() {
        importing("a", "a");
        assertThat(prune("label=x").deleted()).isEmpty();
        assertThat(prune("until=1969-01-01").deleted()).isEmpty();
        assertThat(prune("until=24h", "label=x").deleted()).isEmpty();
        assertThat(prune("until=24h", "label!=x").deleted()).hasSize(1);
        for (String bad : List.of("x=1", "until=x", "dangling=true")) {
            assertThatThrownBy(() -> prune(bad))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT));
        }
    }

    @Test
    void R091_a_damaged_image_does_not_keep_others_and_goes_itself_with_all() throws IOException {
        importing("broken", "x");
        importing("good", "y");
        var broken = new Images(store).resolve("broken", Optional.empty());
        Files.write(store.content().path(broken.manifest().digest()), new byte[0]);
        assertThat(prune(false).held()).isPositive();
        used.add(new Images(store).resolve("good", Optional.empty()).id());
        PruneImages.Pruned pruned = prune(true);
        assertThat(pruned.untagged()).containsExactly(Reference.parse("broken"));
        assertThat(pruned.damaged()).isEmpty();
        assertThat(store.content().list()).hasSize(3);
    }

    @Test
    void R077_nothing_goes_while_others_are_at_work_and_they_are_told_of() {
        importing("a", "a");
        try (Hold _ = store.leases().share()) {
            PruneImages.Pruned pruned = prune(true);
            assertThat(pruned.postponed()).isTrue();
            assertThat(pruned.bytes()).isZero();
            assertThat(store.content().list()).isNotEmpty();
        }
        assertThat(prune(false).bytes()).isPositive();
    }

    private PruneImages.Pruned prune(boolean all) {
        return pruning().run(all, PruneFilters.NONE);
    }

    private PruneImages.Pruned prune(String... filters) {
        return pruning().run(true, PruneFilters.parse(List.of(filters), CLOCK));
    }

    private PruneImages pruning() {
        return new PruneImages(store, layers, () -> used, () -> pins);
    }

    private Digest importing(String name, String content) {
        return new ImportImage(store, layers, () -> used)
                .run(
                        new ByteArrayInputStream(TarFile.of(content)),
                        new ImportImage.Options(
                                Optional.of(Reference.parse(name)),
                                List.of(),
                                "",
                                Optional.empty(),
                                Optional.empty()))
                .id();
    }
}
