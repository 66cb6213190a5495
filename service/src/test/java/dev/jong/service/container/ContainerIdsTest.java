package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContainerIdsTest {
    @Test
    void ids_are_64_digits_that_never_begin_like_a_number() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            String id = ContainerIds.fresh();
            assertThat(ContainerIds.isId(id)).isTrue();
            assertThat(id.substring(0, 12)).matches(".*[a-f].*");
            all.add(id);
        }
        assertThat(all).hasSize(2000);
    }

    @Test
    void L23_nothing_else_is_an_id() {
        String good = Fixtures.FIRST;
        for (String text :
                new String[] {
                    "",
                    ".",
                    "..",
                    "a/b",
                    "../" + good.substring(3),
                    good.substring(1),
                    good + "a",
                    "a".repeat(5000),
                    good.toUpperCase(java.util.Locale.ROOT),
                    good.replace('a', 'g'),
                    good.substring(1) + "\n",
                    good.substring(1) + "\0",
                    good.substring(1) + "\u0660"
                }) {
            assertThat(ContainerIds.isId(text)).as(text).isFalse();
        }
    }
}
