package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import org.junit.jupiter.api.Test;

class IdTemplateTest {
    private static final String FIRST = Fixtures.FIRST;
    private static final String SECOND = Fixtures.SECOND;

    @Test
    void replaces_whole_ids_and_short_ones() {
        assertThat(with("/c/" + FIRST + "/x " + FIRST.substring(0, 12) + "." + FIRST + FIRST))
                .isEqualTo(
                        "/c/" + SECOND + "/x " + SECOND.substring(0, 12) + "." + SECOND + SECOND);
    }

    @Test
    void leaves_everything_else_as_it_is() {
        String text = FIRST.substring(0, 11) + " \0\u00ff " + FIRST.substring(1, 12) + "b";
        assertThat(with(text)).isEqualTo(text);
        assertThat(with("")).isEmpty();
    }

    @Test
    void ends_with_an_id_or_a_part_of_one() {
        assertThat(with("x" + FIRST)).isEqualTo("x" + SECOND);
        assertThat(with("x" + FIRST.substring(0, 12))).isEqualTo("x" + SECOND.substring(0, 12));
    }

    @Test
    void serves_any_number_of_containers() {
        IdTemplate template = new IdTemplate(Text.bytes(FIRST), FIRST);
        template.forId("f".repeat(64));
        assertThat(Text.of(template.forId(SECOND))).isEqualTo(SECOND);
        assertThat(Text.of(template.forId(FIRST))).isEqualTo(FIRST);
    }

    private static String with(String text) {
        return Text.of(new IdTemplate(Text.bytes(text), FIRST).forId(SECOND));
    }
}
