package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.image.Images;
import dev.jong.image.Inventory;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.service.space.EvictImages;
import dev.jong.service.space.LastUsed;
import dev.jong.service.space.PinBoard;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvictImagesTest {
    private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");

    @TempDir Path directory;
    private final Set<Digest> used = new HashSet<>();
    private Instant now = START;
    private Store store;
    private UnpackedLayers layers;
    private LastUsed lastUsed;
    private PinBoard pins;

    @BeforeEach
    void open() {
        store = Store.open(directory.resolve("store"), () -> now);
        layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        lastUsed = new LastUsed(new LineFile(store.root().resolve("used")));
        pins = new PinBoard(store, new LineFile(store.root().resolve("pins")));
    }

    @Test
    void what_was_used_longest_ago_goes_first_and_no_more_than_needed() {
        bring("a");
        bring("b");
        bring("c");
        lastUsed.touch(List.of(id("a").toString()));
        long all = bytes();
        EvictImages.Evicted evicted = bringAnd("d", Optional.of(all));
        assertThat(evicted.gone()).containsExactly("b:latest");
        assertThat(names()).containsExactly("a:latest", "c:latest", "d:latest");
        assertThat(evicted.bytes()).isEqualTo(bytes()).isLessThanOrEqualTo(all);
    }

    @Test
    void what_has_just_come_is_used_or_pinned_stays_and_the_limit_is_missed() {
        bring("used");
        bring("pinned");
        bring("other");
        used.add(id("used"));
        pins.pin("pinned");
        EvictImages.Evicted evicted = bringAnd("new", Optional.of(1L));
        assertThat(evicted.gone()).containsExactly("other:latest");
        assertThat(evicted.bytes()).isGreaterThan(1);
        assertThat(names()).containsExactly("new:latest", "pinned:latest", "used:latest");
        pins.unpin("pinned");
        used.clear();
        assertThat(evicting().run(Optional.of(1L), evicting().records()).gone()).hasSize(3);
        assertThatThrownBy(() -> pins.unpin("pinned")).isInstanceOf(JongException.class);
    }

    @Test
    void R071_a_clock_that_jumps_changes_no_order() {
        now = START.plusSeconds(315_000_000);
        bring("future");
        now = Instant.EPOCH;
        bring("past");
        now = START;
        bring("present");
        EvictImages.Evicted evicted = bringAnd("new", Optional.of(bytes()));
        assertThat(evicted.gone()).containsExactly("future:latest");
    }

    @Test
    void without_a_limit_nothing_goes() {
        bring("a");
        assertThat(bringAnd("b", Optional.empty()).gone()).isEmpty();
        assertThat(names()).hasSize(2);
    }

    private void bring(String name) {
        bringAnd(name, Optional.empty());
    }

    private EvictImages.Evicted bringAnd(String name, Optional<Long> limit) {
        Set<Object> before = evicting().records();
        new ImportImage(store, layers, () -> used)
                .run(
                        new ByteArrayInputStream(TarFile.of(name)),
                        new ImportImage.Options(
                                Optional.of(Reference.parse(name)),
                                List.of(),
                                "",
                                Optional.empty(),
                                Optional.empty()));
        return evicting().run(limit, before);
    }

    private EvictImages evicting() {
        return new EvictImages(store, layers, () -> used, pins::pins, lastUsed);
    }

    private Digest id(String name) {
        return new Images(store).resolve(name, Optional.empty()).id();
    }

    private long bytes() {
        return Inventory.of(store, layers).bytes();
    }

    private List<String> names() {
        return store.references().list().entries().stream()
                .map(StoredReference::name)
                .map(name -> name.orElseThrow().familiar())
                .toList();
    }
}
