package dev.jong.service.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.spec.IdMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapIdsTest {
    private static final OuterIds USER =
            outer("0 1000 1\n1 100000 65536\n", "0 1000 1\n1 200000 65536\n");
    private static final OuterIds ROOT = outer("0 0 4294967295\n", "0 0 4294967295\n");
    private static final OuterIds SINGLE = outer("0 1000 1\n", "0 1000 1\n");

    @TempDir Path store;

    @Test
    void keep_id_gives_the_caller_its_own_number() {
        IdMap map = map(USER, new UserNamespace.KeepId(OptionalInt.empty(), OptionalInt.of(7)));
        assertThat(IdMap.lines(map.uids())).isEqualTo("0 1 1000\n1000 0 1\n1001 1001 64536\n");
        assertThat(IdMap.lines(map.gids())).isEqualTo("0 1 7\n7 0 1\n8 8 65529\n");
    }

    @Test
    void keep_id_works_for_numbers_beyond_the_range_and_for_one_id() {
        UserNamespace.KeepId high =
                new UserNamespace.KeepId(OptionalInt.of(200_000), OptionalInt.of(0));
        assertThat(IdMap.lines(map(USER, high).uids())).isEqualTo("0 1 65536\n200000 0 1\n");
        UserNamespace.KeepId own =
                new UserNamespace.KeepId(OptionalInt.empty(), OptionalInt.empty());
        assertThat(IdMap.lines(map(SINGLE, own).uids())).isEqualTo("1000 0 1\n");
    }

    @Test
    void nomap_leaves_the_caller_out() {
        IdMap map = map(USER, new UserNamespace.NoMap());
        assertThat(IdMap.lines(map.uids())).isEqualTo("0 1 65536\n");
        assertThatThrownBy(() -> map(SINGLE, new UserNamespace.NoMap()))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.PRECONDITION));
    }

    @Test
    void auto_goes_around_what_is_mapped_besides() {
        UserNamespace.Auto auto =
                new UserNamespace.Auto(
                        OptionalLong.of(10), List.of(new IdMap.Range(3, 2, 2)), List.of());
        IdMap map = map(USER, auto);
        assertThat(IdMap.lines(map.uids())).isEqualTo("3 2 2\n0 4 3\n5 9 5\n");
        assertThat(IdMap.lines(map.gids())).isEqualTo("0 4 10\n");
    }

    @Test
    void root_takes_what_is_set_apart_for_containers_else_what_nobody_has() throws Exception {
        UserNamespace.Auto auto =
                new UserNamespace.Auto(OptionalLong.empty(), List.of(), List.of());
        long start = 1L << 30;
        Path file = Files.writeString(store.resolve("subuid"), "x:" + (start + 5) + ":10\n");
        assertThat(IdMap.lines(maps(ROOT, file).map(auto, asker(0)).uids()))
                .isEqualTo("0 " + (start + 15) + " 65536\n");
        Files.writeString(file, "containers:500000:100000\n");
        assertThat(IdMap.lines(maps(ROOT, file).map(auto, asker(0)).uids()))
                .isEqualTo("0 500000 65536\n");
    }

    @Test
    void what_is_not_there_or_twice_is_refused() {
        assertThatThrownBy(() -> map(USER, mapped(new IdMap.Range(0, 65_536, 2))))
                .hasMessageContaining("cannot map the uids 0:65536:2");
        assertThatThrownBy(() ->
                        map(USER, mapped(new IdMap.Range(0, 10, 5), new IdMap.Range(4, 20, 5))))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() ->
                        maps(ROOT, store)
                                .map(
                                        new UserNamespace.KeepId(
                                                OptionalInt.empty(), OptionalInt.empty()),
                                        asker(0)))
                .hasMessageContaining("is for ordinary users");
    }

    private static UserNamespace mapped(IdMap.Range... uids) {
        return new UserNamespace.Mapped(
                List.of(uids), List.of(), Optional.empty(), Optional.empty());
    }

    private IdMap map(OuterIds outer, UserNamespace asked) {
        return maps(outer, store.resolve("none")).map(asked, asker(1000));
    }

    private MapIds maps(OuterIds outer, Path subordinate) {
        SubordinateIds ids = new SubordinateIds(subordinate);
        return new MapIds(outer, new IdPool(store, InstantSource.system()), ids, ids);
    }

    private static MapIds.Asker asker(int uid) {
        return new MapIds.Asker("c" + System.nanoTime(), uid, uid, uid == 0, 0);
    }

    private static OuterIds outer(String uids, String gids) {
        return new OuterIds(OuterIds.parse(uids), OuterIds.parse(gids));
    }
}
