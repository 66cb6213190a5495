package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Await;
import dev.jong.it.harness.Result;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What users without privileges do with containers that are there.
@Tag("root")
@ParameterizedClass(name = "{0}")
@EnumSource(Ids.class)
class UserControlTest extends AsUsers {
    UserControlTest(Ids ids) {
        super(ids);
    }

    @AfterEach
    void remove() {
        site.removeContainers();
    }

    @Test
    void a_container_is_restarted_renamed_and_looked_at() {
        site.succeeds("run", "-d", "--name", "one", "box", "sh", "-c", "sleep 1000 & sleep 1000");
        site.succeeds("restart", "-t", "0", "one");
        site.succeeds("rename", "one", "two");
        // The shell gives way to its last command.
        Await.that(
                () ->
                        site.succeeds("top", "two", "-o", "args")
                                .lines()
                                .equals(List.of("COMMAND", "sleep 1000", "sleep 1000")),
                "both processes are shown");
        assertThat(site.succeeds("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}").line())
                .isEqualTo("two 2");
    }

    @Test
    void a_pause_works_or_is_refused_with_the_reason() {
        site.succeeds("run", "-d", "--name", "one", "box", "sleep", "1000");
        Result paused = site.jong("pause", "one");
        if (paused.code() == 0) {
            site.succeeds("unpause", "one");
        } else {
            assertThat(paused.err()).contains("container one can't be paused: ", "hint: ");
        }
    }
}
