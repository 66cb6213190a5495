package dev.jong.service.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.runtime.spec.IdMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdPoolTest {
    private static final List<IdMap.Range> WIDE = List.of(new IdMap.Range(0, 1L << 30, 1L << 30));

    @TempDir Path store;

    /// Two users are two stores, with ranges of their own to take from.
    @Test
    void U01_ranges_of_200_containers_and_2_users_are_disjoint() throws Exception {
        Path other = Files.createDirectory(store.resolve("other"));
        List<Callable<IdMap.Range>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String id = "c" + i;
            tasks.add(() -> pool(store).take(id, 65_536, WIDE, List.of()));
            tasks.add(() -> pool(other).take(id, 1_000, pool(5_000_000, 200_000), List.of()));
        }
        List<IdMap.Range> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<IdMap.Range> one : threads.invokeAll(tasks)) {
                all.add(one.get());
            }
        }
        assertThat(all).hasSize(200);
        for (IdMap.Range one : all) {
            assertThat(all)
                    .filteredOn(two ->
                            two.outside() < one.outside() + one.count()
                                    && one.outside() < two.outside() + two.count())
                    .containsExactly(one);
        }
    }

    @Test
    void ranges_that_others_have_are_left_out() {
        IdMap.Range found =
                pool(store)
                        .take(
                                "a",
                                10,
                                pool(100, 50),
                                List.of(new IdMap.Range(0, 95, 10), new IdMap.Range(0, 112, 20)));
        assertThat(found).isEqualTo(new IdMap.Range(0, 132, 10));
    }

    @Test
    void a_range_is_free_again_when_its_container_is_gone() throws Exception {
        assertThat(pool(store).take("a", 10, pool(0, 20), List.of()).outside()).isZero();
        Files.createDirectories(store.resolve("containers/b"));
        assertThat(pool(store).take("b", 10, pool(0, 20), List.of()).outside()).isEqualTo(10);
        assertThatThrownBy(() -> pool(store).take("c", 10, pool(0, 20), List.of()))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("no range of 10 ids is left");
        for (String name : List.of("a", "b")) {
            Files.setLastModifiedTime(
                    store.resolve("ids").resolve(name), FileTime.from(Instant.EPOCH));
        }
        assertThat(pool(store).take("c", 10, pool(0, 20), List.of()).outside()).isZero();
    }

    private static IdPool pool(Path store) {
        return new IdPool(store, InstantSource.system());
    }

    private static List<IdMap.Range> pool(long start, long count) {
        return List.of(new IdMap.Range(0, start, count));
    }
}
