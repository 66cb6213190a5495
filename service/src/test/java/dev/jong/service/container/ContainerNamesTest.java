package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerNamesTest {
    @TempDir Path store;
    private ContainerNames names;

    @BeforeEach
    void prepare() throws Exception {
        Files.createDirectory(store.resolve("names"));
        folder(Fixtures.FIRST);
        folder(Fixtures.SECOND);
        names = new ContainerNames(store);
    }

    @Test
    void a_name_belongs_to_one_container_until_it_gives_it_back() throws Exception {
        names.claim("web", Fixtures.FIRST);
        assertThat(names.holder("web")).contains(Fixtures.FIRST);
        assertThatThrownBy(() -> names.claim("web", Fixtures.SECOND))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> {
                            assertThat(e.kind()).isEqualTo(ErrorKind.CONFLICT);
                            assertThat(e.text()).contains("\"web\"", "1aaaaaaaaaaa");
                        });
        names.release("web", Fixtures.SECOND);
        assertThat(names.holder("web")).as("only its holder gives it back").isPresent();
        names.release("web", Fixtures.FIRST);
        names.release("web", Fixtures.FIRST);
        names.claim("web", Fixtures.SECOND);
    }

    @Test
    void only_one_of_many_gets_a_name() throws Exception {
        assertThat(winners()).isEqualTo(1);
    }

    @Test
    void only_one_of_many_gets_the_name_of_a_container_that_is_gone() throws Exception {
        names.claim("web", Fixtures.FIRST);
        TreeRemover.remove(store.resolve("containers").resolve(Fixtures.FIRST));
        assertThat(winners()).isEqualTo(1);
        assertThat(names.holder("web")).isNotEqualTo(Optional.of(Fixtures.FIRST));
    }

    private int winners() throws Exception {
        List<Callable<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String id = ContainerIds.fresh();
            folder(id);
            tries.add(() -> {
                try {
                    names.claim("web", id);
                    return true;
                } catch (JongException e) {
                    return false;
                }
            });
        }
        int winners = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> one : threads.invokeAll(tries)) {
                winners += one.get() ? 1 : 0;
            }
        }
        return winners;
    }

    private void folder(String id) throws IOException {
        Files.createDirectories(store.resolve("containers").resolve(id));
    }

    @Test
    void names_of_its_own_choice_are_names_that_users_may_give() throws Exception {
        Set<String> chosen = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            String id = ContainerIds.fresh();
            folder(id);
            String name = names.claimAny(id);
            assertThat(name).matches("[a-z]+_[a-z]+(_[0-9a-f]{8})?");
            chosen.add(name);
        }
        assertThat(chosen).hasSize(300);
    }

    @Test
    void the_same_beginning_of_an_id_still_gets_another_name() throws Exception {
        String other = Fixtures.FIRST.substring(0, 20) + "f".repeat(44);
        folder(other);
        assertThat(names.claimAny(Fixtures.FIRST)).isNotEqualTo(names.claimAny(other));
    }

    @Test
    void R3_a_damaged_name_stands_for_nobody() throws Exception {
        for (String content :
                List.of("", "short", "../../etc", "/etc", "Z".repeat(64), "\u00ff".repeat(64))) {
            Files.writeString(store.resolve("names/odd"), content);
            assertThat(names.holder("odd")).isEmpty();
        }
    }

    @Test
    void finds_the_name_of_an_id() {
        names.claim("web", Fixtures.FIRST);
        assertThat(names.nameOf(Fixtures.FIRST)).isEqualTo("web");
        assertThat(names.nameOf(Fixtures.SECOND)).isEmpty();
    }
}
