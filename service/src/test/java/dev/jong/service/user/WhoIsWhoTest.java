package dev.jong.service.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.IdMap.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhoIsWhoTest {
    private static final OuterIds ROOT = outer(new Range(0, 0, 4294967295L));
    private static final OuterIds ORDINARY =
            outer(new Range(0, 1000, 1), new Range(1, 100000, 65536));

    private static OuterIds outer(Range... ranges) {
        return new OuterIds(List.of(ranges), List.of(ranges));
    }

    private static IdMap map(Range... ranges) {
        return new IdMap(List.of(ranges), List.of(ranges));
    }

    private static List<String> users(WhoIsWho table) {
        return table.uids().stream()
                .map(row -> row.inside() + "=" + row.host() + "*" + row.count() + " " + row.who())
                .toList();
    }

    @Test
    void a_container_of_root_has_the_host_s_own_ids() {
        assertThat(users(WhoIsWho.of(map(), ROOT, 0, 0)))
                .containsExactly(
                        "0=0*1 root in the container, you, root of the host", "1=1*4294967294 ");
    }

    @Test
    void an_ordinary_user_is_root_in_its_containers() {
        assertThat(users(WhoIsWho.of(map(), ORDINARY, 1000, 1000)))
                .containsExactly("0=1000*1 root in the container, you", "1=100000*65536 ");
    }

    @Test
    void a_map_of_the_container_goes_through_the_engine_s() {
        IdMap keep =
                map(new Range(0, 1, 1000), new Range(1000, 0, 1), new Range(1001, 1001, 64536));
        WhoIsWho table = WhoIsWho.of(keep, ORDINARY, 1000, 1000);
        assertThat(users(table))
                .containsExactly(
                        "0=100000*1 root in the container",
                        "1=100001*999 ",
                        "1000=1000*1 you",
                        "1001=101000*64536 ");
        assertThat(table.hostUid(1001)).isEqualTo(101000);
        assertThat(table.hostGid(65537)).isEqualTo(-1);
    }

    @Test
    void a_range_is_cut_where_the_engine_s_ids_are() {
        assertThat(users(WhoIsWho.of(map(new Range(5, 0, 10)), ORDINARY, 1000, 1000)))
                .containsExactly("5=1000*1 you", "6=100000*9 ");
    }

    @Test
    void the_page_says_who_everybody_else_is() {
        assertThat(WhoIsWho.of(map(), ORDINARY, 1000, 1000).text().lines())
                .startsWith(
                        "USER INSIDE             ON THE HOST",
                        "0                       1000                    root in the container, you",
                        "1-65536                 100000-165535",
                        "65534                   all others              nobody in the container")
                .contains("GROUP INSIDE            ON THE HOST");
    }
}
