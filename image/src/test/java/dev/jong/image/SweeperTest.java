package dev.jong.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.lease.Hold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweeperTest {
    @TempDir Path directory;
    private TestStore test;
    private MadeImages made;

    @BeforeEach
    void open() {
        test = TestStore.open(directory.resolve("store"));
        made = new MadeImages(test);
    }

    @Test
    void Q13_random_graphs_keep_what_is_reachable_and_lose_the_rest() {
        Random random = new Random(7);
        for (int round = 0; round < 25; round++) {
            RandomGraph graph = new RandomGraph(made, random);
            Set<Digest> used = graph.used();
            sweep(used);
            assertThat(blobs()).isEqualTo(graph.neededBlobs());
            assertThat(Set.copyOf(test.layers().list())).isEqualTo(graph.neededLayers());
            graph.forgetAll(test.store().references());
            sweep(Set.of());
            assertThat(blobs()).isEmpty();
            assertThat(test.layers().list()).isEmpty();
        }
    }

    @Test
    void Q13_nothing_goes_before_the_leases_have_ended() {
        made.image("orphan");
        try (Hold _ = test.store().leases().share()) {
            assertThat(new Sweeper(test.store(), test.layers()).sweep(Set::of)).isEmpty();
            assertThat(blobs()).isNotEmpty();
        }
        assertThat(sweep(Set.of()).bytes()).isPositive();
        assertThat(blobs()).isEmpty();
    }

    @Test
    void Q27_what_is_said_to_be_freed_is_what_the_inventory_lacks_afterwards() {
        name("kept", made.image("kept"));
        made.image("orphan", "another layer");
        long before = Inventory.of(test.store(), test.layers()).bytes();
        Sweeper.Swept swept = sweep(Set.of());
        long after = Inventory.of(test.store(), test.layers()).bytes();
        assertThat(swept.bytes()).isPositive().isEqualTo(before - after);
    }

    @Test
    void R091_a_damaged_manifest_keeps_the_blobs_it_may_need_and_no_unpacked_layer()
            throws IOException {
        Image broken = made.image("broken");
        name("broken", broken);
        Image orphan = made.image("orphan");
        Files.write(path(broken.manifest()), new byte[3]);
        Sweeper.Swept swept = sweep(Set.of());
        assertThat(swept.blobs()).isEmpty();
        assertThat(swept.held()).isPositive();
        assertThat(swept.damaged()).hasSize(1);
        assertThat(blobs()).contains(broken.id(), orphan.id());
        assertThat(test.layers().list()).isEmpty();
    }

    @Test
    void R091_a_damaged_record_keeps_images_that_it_may_mean_and_nothing_else() throws IOException {
        Image lost = made.image("lost");
        name("lost", lost);
        Digest stray =
                test.store().content().put("", Text.bytes("no manifest names this")).digest();
        Files.write(directory.resolve("store/refs/docker.io%2Flibrary%2Flost:latest"), new byte[0]);
        Sweeper.Swept swept = sweep(Set.of());
        assertThat(swept.blobs()).containsExactly(stray);
        assertThat(blobs()).contains(lost.id(), lost.manifest().digest());
        assertThat(test.layers().list()).containsExactlyElementsOf(lost.diffIds());
    }

    @Test
    void R091_a_damaged_config_keeps_its_blobs_and_lets_other_garbage_go() throws IOException {
        Image broken = made.image("broken");
        name("broken", broken);
        Image orphan = made.image("orphan");
        Files.write(test.store().content().path(broken.id()), new byte[0]);
        sweep(Set.of());
        assertThat(blobs())
                .contains(broken.manifest().digest(), broken.content().layers().getFirst().digest())
                .doesNotContain(orphan.id());
    }

    @Test
    void R091_a_manifest_of_an_index_that_was_cut_short_is_damage_and_not_absence()
            throws IOException {
        Image image = made.image("a");
        Descriptor index = made.index(image);
        test.store().references().put(Reference.parse("a"), index);
        Files.write(path(image.manifest()), new byte[0]);
        assertThat(sweep(Set.of()).blobs()).isEmpty();
    }

    @Test
    void R091_a_layer_with_a_damaged_record_goes_unless_a_container_stands_on_it()
            throws IOException {
        Image used = made.image("used");
        Image unused = made.image("unused");
        for (Image image : new Image[] {used, unused}) {
            Path layer = test.layers().find(image.diffIds().getFirst()).orElseThrow().directory();
            Files.write(layer.resolveSibling(layer.getFileName() + ".json"), new byte[0]);
        }
        sweep(Set.of(used.diffIds().getFirst()));
        try (var left = Files.list(directory.resolve("store/layers"))) {
            assertThat(left.filter(Files::isDirectory)).hasSize(1);
        }
    }

    @Test
    void a_layer_that_a_container_names_stays_without_its_image() {
        Image gone = made.image("gone");
        sweep(Set.of(gone.diffIds().getFirst()));
        assertThat(blobs()).isEmpty();
        assertThat(test.layers().list()).isEqualTo(gone.diffIds());
    }

    private Sweeper.Swept sweep(Set<Digest> used) {
        return new Sweeper(test.store(), test.layers()).sweep(() -> used).orElseThrow();
    }

    private Set<Digest> blobs() {
        return new HashSet<>(test.store().content().list());
    }

    private Path path(Descriptor blob) {
        return test.store().content().path(blob.digest());
    }

    private void name(String name, Image image) {
        test.store().references().put(Reference.parse(name), image.target());
    }
}
