package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.oci.Digest;
import dev.jong.runtime.host.Cgroups;
import dev.jong.service.space.PruneFilters;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneContainersTest {
    @TempDir Path directory;
    private Fixtures fixtures;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
    }

    @Test
    void removes_what_does_not_run_and_says_how_much_that_was() {
        fixtures.container(Fixtures.FIRST, "ended");
        fixtures.container(Fixtures.SECOND, "runs");
        fixtures.running(Fixtures.SECOND);
        Fixtures.write(
                fixtures.containers.folder(Fixtures.FIRST).folder().resolve("upper/f"), "12345");
        PruneContainers.Pruned pruned = prune();
        assertThat(pruned.deleted()).containsExactly(Fixtures.FIRST);
        assertThat(pruned.bytes()).isEqualTo(5);
        assertThat(fixtures.containers.ids()).containsExactly(Fixtures.SECOND);
    }

    @Test
    void conditions_must_fit() {
        fixtures.container(Fixtures.FIRST, "a", false, 1, "k=v");
        assertThat(prune("label=k=w").deleted()).isEmpty();
        assertThat(prune("label!=k").deleted()).isEmpty();
        assertThat(prune("label=k", "until=1h").deleted()).hasSize(1);
    }

    @Test
    void R081_one_that_somebody_is_about_to_start_stays() {
        fixtures.container(Fixtures.FIRST, "starts");
        try (StartLock _ = fixtures.containers.startLock(Fixtures.FIRST).orElseThrow()) {
            assertThat(prune().deleted()).isEmpty();
        }
        assertThat(prune().deleted()).hasSize(1);
    }

    @Test
    void R091_one_with_a_damaged_record_is_told_of_and_keeps_no_other() {
        fixtures.container(Fixtures.FIRST, "broken");
        fixtures.container(Fixtures.SECOND, "ended");
        Fixtures.write(fixtures.containers.folder(Fixtures.FIRST).record(), "");
        PruneContainers.Pruned pruned = prune();
        assertThat(pruned.deleted()).containsExactly(Fixtures.SECOND);
        assertThat(pruned.failed().getFirst().hint()).contains("jong rm broken");
    }

    @Test
    void R091_a_container_with_a_damaged_record_keeps_every_layer() {
        String diffId = "sha256:77adee99b00a9c37d72a36d1b1e7abe86c60799043478cef5621583aa8ce5ef9";
        Digest layer = Digest.parse(diffId);
        String name = dev.jong.store.layer.LayerList.directoryName(layer);
        Fixtures.write(
                fixtures.store.resolve("layers/" + name + ".json"),
                "{\"diffID\":\"" + diffId + "\"}");
        fixtures.container(Fixtures.FIRST, "broken");
        assertThat(fixtures.containers.usedImages()).doesNotContain(layer);
        Fixtures.write(fixtures.containers.folder(Fixtures.FIRST).record(), "");
        assertThat(fixtures.containers.usedImages()).contains(layer);
    }

    private PruneContainers.Pruned prune(String... filters) {
        return new PruneContainers(
                        fixtures.containers, new LeftoverCgroups(() -> new Cgroups.None("")))
                .run(PruneFilters.parse(List.of(filters), InstantSource.system()));
    }
}
