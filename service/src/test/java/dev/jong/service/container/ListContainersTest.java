package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListContainersTest {
    private static final String THIRD = "3" + "c".repeat(63);

    @TempDir Path directory;
    private Fixtures fixtures;

    @BeforeEach
    void prepare() {
        fixtures = new Fixtures(directory);
        fixtures.container(Fixtures.FIRST, "old", false, 1, "tier=web", "blue=1");
        fixtures.container(Fixtures.SECOND, "middle", false, 2, "tier=db", "blue=1");
        fixtures.container(THIRD, "new", false, 3, "tier=web");
        fixtures.running(Fixtures.FIRST);
        fixtures.writeExit(Fixtures.SECOND, "3 0 0 1767225600.0");
    }

    @Test
    void shows_those_that_run_unless_asked_for_all() {
        assertThat(names(false, 0)).containsExactly("old");
        assertThat(names(true, 0)).containsExactly("new", "middle", "old");
    }

    @Test
    void shows_the_last_in_any_state() {
        assertThat(names(false, 2)).containsExactly("new", "middle");
        assertThat(names(false, 9)).hasSize(3);
    }

    @Test
    void filters_by_state_in_any_state() {
        assertThat(names(false, 0, "status=exited")).containsExactly("middle");
        assertThat(names(false, 0, "status=created", "status=running"))
                .containsExactly("new", "old");
        assertThat(names(false, 0, "exited=3")).containsExactly("middle");
        assertThat(names(false, 0, "exited=0")).isEmpty();
    }

    @Test
    void filters_by_name_id_and_image() {
        assertThat(names(true, 0, "name=ld")).containsExactly("old");
        assertThat(names(true, 0, "name=/new")).containsExactly("new");
        assertThat(names(true, 0, "name=^ne")).containsExactly("new");
        assertThat(names(true, 0, "name=^/old$")).containsExactly("old");
        assertThat(names(true, 0, "name=^ld")).isEmpty();
        assertThat(names(true, 0, "name=^(old|new)$")).hasSize(2);
        assertThatThrownBy(() -> names(true, 0, "name=("))
                .isInstanceOf(JongException.class)
                .hasMessage("invalid filter 'name=('");
        assertThat(names(true, 0, "id=2bb", "id=3")).containsExactly("new", "middle");
        assertThat(names(true, 0, "ancestor=alpine:3")).hasSize(3);
        assertThat(names(true, 0, "ancestor=" + Fixtures.IMAGE_ID.substring(7, 19))).hasSize(3);
        assertThat(names(true, 0, "ancestor=busybox")).isEmpty();
    }

    @Test
    void values_of_one_key_are_alternatives_but_labels_must_all_fit() {
        assertThat(names(true, 0, "name=old", "name=new")).containsExactly("new", "old");
        assertThat(names(true, 0, "label=tier=web")).containsExactly("new", "old");
        assertThat(names(true, 0, "label=blue")).containsExactly("middle", "old");
        assertThat(names(true, 0, "label=tier=web", "label=blue=1")).containsExactly("old");
        assertThat(names(true, 0, "label=tier=web", "name=new")).containsExactly("new");
    }

    @Test
    void filters_by_age_relative_to_another() {
        assertThat(names(true, 0, "before=middle")).containsExactly("old");
        assertThat(names(true, 0, "since=middle")).containsExactly("new");
        assertThatThrownBy(() -> names(true, 0, "since=nobody"))
                .hasMessageContaining("no such container");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=x", "name", "colour=red", "status\u001b=x"})
    void refuses_filters_that_are_none_also_in_an_empty_store(String filter) {
        Fixtures empty = new Fixtures(directory.resolve("empty"));
        for (Containers containers : List.of(fixtures.containers, empty.containers)) {
            assertThatThrownBy(() -> new ListContainers(containers).list(true, List.of(filter), 0))
                    .isInstanceOfSatisfying(
                            JongException.class,
                            e -> {
                                assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT);
                                assertThat(e.text()).contains("filter").doesNotContain("\u001b");
                            });
        }
    }

    @Test
    void R3_one_container_whose_files_cannot_be_read_hides_no_other() throws Exception {
        Files.createDirectories(fixtures.containers.folder(THIRD).pid());
        Files.writeString(fixtures.containers.folder(Fixtures.SECOND).record(), "{");
        assertThat(names(true, 0)).containsExactlyInAnyOrder("new", "middle", "old");
    }

    @Test
    void knows_all_keys_and_refuses_values_that_can_never_fit() {
        assertThat(names(true, 0, "volume=/dst", "network=none", "health=none", "is-task=false"))
                .hasSize(3);
        assertThat(names(true, 0, "volume=/src")).hasSize(3);
        assertThat(names(true, 0, "network=host")).isEmpty();
        assertThat(names(true, 0, "publish=80")).isEmpty();
        assertThat(names(true, 0, "expose=80/tcp")).isEmpty();
        for (String filter :
                new String[] {"status=asleep", "health=ill", "is-task=x", "exited=x"}) {
            assertThatThrownBy(() -> names(true, 0, filter)).hasMessageContaining("invalid filter");
        }
    }

    @Test
    void tells_paused_ones_from_running_ones() {
        fixtures.running(Fixtures.FIRST);
        ListContainers listing = new ListContainers(fixtures.containers, record -> true);
        assertThat(listing.list(true, List.of("status=paused"), 0))
                .singleElement()
                .satisfies(row -> assertThat(row.state()).isEqualTo("paused"));
        assertThat(listing.list(true, List.of("status=running"), 0)).isEmpty();
    }

    private List<String> names(boolean all, int last, String... filters) {
        return new ListContainers(fixtures.containers)
                .list(all, List.of(filters), last).stream()
                        .map(row -> row.record().name())
                        .toList();
    }
}
