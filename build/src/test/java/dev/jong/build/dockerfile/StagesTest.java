package dev.jong.build.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static Dockerfile file(String... lines) {
        return ParseDockerfile.parse("Dockerfile", Text.bytes(String.join("\n", lines)));
    }

    private static Stages stages(Dockerfile file) {
        return Stages.of(file, file.stages().stream().map(s -> s.from().image()).toList());
    }

    private static List<String> needed(Dockerfile file, String target) {
        Stages stages = stages(file);
        return stages.needed(stages.target(target)).stream().map(Stage::name).toList();
    }

    @Test
    void only_what_a_target_needs_in_its_order() {
        Dockerfile file =
                file(
                        "FROM scratch AS base",
                        "FROM alpine AS tools",
                        "FROM base AS unused",
                        "FROM Base AS app",
                        "COPY --from=tools /a /b",
                        "RUN --mount=from=later,target=/x true",
                        "FROM busybox AS later",
                        "FROM app",
                        "COPY --from=1 /a /b");
        assertThat(needed(file, "")).containsExactly("base", "tools", "later", "app", "5");
        assertThat(needed(file, "TOOLS")).containsExactly("tools");
        assertThat(needed(file, "2")).containsExactly("base", "unused");
    }

    @Test
    void a_from_sees_only_stages_before_it() {
        Dockerfile file = file("FROM b AS a", "FROM scratch AS b", "FROM b AS b", "FROM b");
        assertThat(stages(file).base(file.stages().getFirst())).isEmpty();
        assertThat(stages(file).base(file.stages().get(2))).contains(file.stages().get(1));
        assertThat(stages(file).base(file.stages().get(3))).contains(file.stages().get(2));
    }

    @Test
    void an_unknown_target_gets_a_suggestion() {
        Dockerfile file = file("FROM scratch AS builder", "FROM scratch AS final");
        assertThatThrownBy(() -> stages(file).target("bulider"))
                .hasMessage("Dockerfile has no stage \"bulider\"")
                .asInstanceOf(InstanceOfAssertFactories.type(JongException.class))
                .extracting(JongException::hint)
                .isEqualTo("did you mean builder?");
    }

    @Test
    void circles_are_errors_at_the_instruction() {
        Dockerfile self = file("FROM scratch AS a", "COPY --from=0 /x /y");
        assertThatThrownBy(() -> needed(self, "")).hasMessageStartingWith("Dockerfile:2: ");
        Dockerfile two =
                file(
                        "FROM scratch AS a",
                        "COPY --from=b /x /y",
                        "FROM scratch AS b",
                        "COPY --from=a /x /y");
        assertThatThrownBy(() -> needed(two, "")).hasMessageContaining("need each other");
    }

    @Test
    void a_number_that_no_stage_has_is_an_error_and_a_name_is_an_image() {
        assertThatThrownBy(() -> needed(file("FROM scratch", "COPY --from=7 /x /y"), ""))
                .hasMessageContaining("no stage number 7");
        assertThat(needed(file("FROM scratch", "COPY --from=nginx /x /y"), ""))
                .containsExactly("0");
    }

    @Test
    void a_stage_that_a_context_replaces_needs_nothing() {
        Dockerfile file = file("FROM scratch AS a", "FROM a AS b", "FROM b");
        Stages stages = Stages.of(file, List.of("scratch", "a", "b"), List.of("b"));
        assertThat(stages.needed(stages.target("")))
                .extracting(Stage::name)
                .containsExactly("b", "2");
    }

    @Test
    void B21_a_chain_of_many_stages_does_not_exhaust_the_stack() {
        StringBuilder text = new StringBuilder("FROM scratch AS s0\n");
        for (int i = 1; i < 100_000; i++) {
            text.append("FROM s").append(i - 1).append(" AS s").append(i).append('\n');
        }
        assertThat(needed(file(text.toString()), "")).hasSize(100_000);
    }
}
