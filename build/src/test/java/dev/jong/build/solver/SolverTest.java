package dev.jong.build.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.build.config.ConfigDraft;
import dev.jong.oci.Platform;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SolverTest {
    private final Lab lab = new Lab();

    @Test
    void does_only_what_the_target_needs() {
        lab.target = "wanted";
        lab.build(
                "FROM a AS one", "RUN one",
                "FROM a AS two", "RUN two",
                "FROM one AS wanted", "RUN --mount=type=bind,from=one,target=/x wanted",
                "FROM wanted", "RUN last");
        assertThat(lab.commands()).containsExactly("one", "wanted");
    }

    @Test
    void does_equal_steps_of_two_stages_once() {
        lab.build(
                "FROM a AS one",
                "RUN same",
                "RUN one",
                "FROM a AS two",
                "RUN same",
                "RUN two",
                "FROM one",
                "RUN --mount=type=bind,from=two,target=/x last");
        assertThat(lab.commands()).containsExactly("last", "one", "same", "two");
    }

    @Test
    void runs_stages_that_do_not_need_each_other_at_the_same_time() {
        CountDownLatch both = new CountDownLatch(2);
        lab.program =
                step -> {
                    if (!step.command().getLast().equals("last")) {
                        both.countDown();
                        await(both);
                    }
                };
        lab.build(
                "FROM a AS one", "RUN one",
                "FROM a AS two", "RUN two",
                "FROM one", "RUN --mount=type=bind,from=two,target=/x last");
        assertThat(lab.commands()).containsExactly("last", "one", "two");
    }

    @Test
    void does_no_more_steps_at_a_time_than_wanted() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        lab.jobs = 1;
        lab.program =
                step -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(20_000_000);
                    now.decrementAndGet();
                };
        lab.build(
                "FROM a AS one", "RUN one",
                "FROM a AS two", "RUN two",
                "FROM one", "RUN --mount=type=bind,from=two,target=/x last");
        assertThat(lab.commands()).containsExactly("last", "one", "two");
        assertThat(most).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void finds_steps_again_unless_told_otherwise() {
        lab.build("FROM a AS x", "RUN one", "RUN two");
        lab.ran.clear();
        lab.build("FROM a AS x", "RUN one", "RUN two");
        assertThat(lab.commands()).isEmpty();
        lab.fresh.add("x");
        lab.build("FROM a AS x", "RUN one", "RUN two");
        assertThat(lab.commands()).containsExactly("one", "two");
    }

    @Test
    void Q12_a_key_changes_with_each_thing_that_the_result_depends_on_and_with_nothing_else() {
        lab.build("FROM a", "ARG V=1", "LABEL x=y", "RUN one");
        lab.ran.clear();
        lab.build("FROM a", "ARG V=1", "LABEL x=z", "CMD other", "EXPOSE 80", "RUN one");
        assertThat(lab.commands()).isEmpty();
        List<String[]> others =
                List.of(
                        new String[] {"FROM b", "ARG V=1", "RUN one"},
                        new String[] {"FROM a", "ARG V=2", "RUN one"},
                        new String[] {"FROM a", "ARG V=1", "ENV E=1", "RUN one"},
                        new String[] {"FROM a", "ARG V=1", "USER 5", "RUN one"},
                        new String[] {"FROM a", "ARG V=1", "SHELL [\"/x\"]", "RUN one"},
                        new String[] {"FROM a", "ARG V=1", "RUN --network=none one"},
                        new String[] {"FROM a", "ARG V=1", "RUN --mount=type=tmpfs,target=/t one"},
                        new String[] {"FROM a", "ARG V=1", "RUN one "},
                        new String[] {"FROM a", "ARG V=1", "RUN [\"one\"]"});
        for (String[] other : others) {
            lab.ran.clear();
            lab.build(other);
            int expected = other[other.length - 1].endsWith(" ") ? 0 : 1;
            assertThat(lab.ran).as(String.join(" / ", other)).hasSize(expected);
        }
    }

    @Test
    void an_argument_is_seen_from_its_ARG_on_and_what_was_said_last_of_a_name_holds() {
        lab.baseConfig = Json.object().put("Env", Json.of(List.of("A=image", "B=image"))).build();
        lab.arguments.put("LATE", "given");
        StageResult built =
                lab.build(
                        "ARG GLOBAL=everywhere",
                        "FROM a",
                        "ARG GLOBAL",
                        "ARG A=argument",
                        "ARG B",
                        "RUN first",
                        "ARG LATE",
                        "ENV A=${A}s",
                        "RUN second");
        assertThat(lab.ran.getFirst().environment())
                .contains("GLOBAL=everywhere", "A=argument", "B=image")
                .contains("SOURCE_DATE_EPOCH=1000000")
                .noneMatch(entry -> entry.startsWith("LATE"));
        assertThat(lab.ran.getLast().environment()).contains("LATE=given", "A=arguments");
        assertThat(built.config().strings("Env")).contains("A=arguments", "B=image");
    }

    @Test
    void proxies_are_seen_in_both_spellings() {
        lab.arguments.put("HTTP_PROXY", "http://one");
        lab.arguments.put("no_proxy", "two");
        lab.arguments.put("NO_PROXY", "three");
        lab.build("FROM a", "RUN first");
        assertThat(lab.ran.getFirst().environment())
                .contains("HTTP_PROXY=http://one", "http_proxy=http://one")
                .contains("no_proxy=two", "NO_PROXY=three");
    }

    @Test
    void an_image_without_a_search_path_gets_the_usual_one() {
        lab.baseConfig = Json.object().put("Env", Json.of(List.of("A=1"))).build();
        assertThat(lab.build("FROM a", "ENV PATH=/x:$PATH").config().strings("Env"))
                .containsExactly("A=1", "PATH=/x:" + ConfigDraft.PATH.substring(5));
    }

    @Test
    void an_entry_point_forgets_a_command_that_came_with_the_image() {
        lab.baseConfig = Json.object().put("Cmd", Json.of(List.of("old"))).build();
        assertThat(lab.build("FROM a", "ENTRYPOINT [\"e\"]").config().has("Cmd")).isFalse();
        assertThat(lab.build("FROM a", "CMD [\"c\"]", "ENTRYPOINT [\"e\"]").config().strings("Cmd"))
                .containsExactly("c");
    }

    @Test
    void triggers_of_an_image_are_carried_out_once_and_first() {
        lab.baseConfig =
                Json.object().put("OnBuild", Json.of(List.of("RUN trigger", "ENV T=1"))).build();
        StageResult built = lab.build("FROM a", "RUN own");
        assertThat(lab.ran.getFirst().command().getLast()).isEqualTo("trigger");
        assertThat(lab.ran.getLast().environment()).contains("T=1");
        assertThat(built.config().has("OnBuild")).isFalse();
    }

    @Test
    void a_stage_that_waits_for_itself_by_a_trigger_is_an_error() {
        lab.baseConfig =
                Json.object()
                        .put(
                                "OnBuild",
                                Json.of(List.of("RUN --mount=type=bind,from=me,target=/x t")))
                        .build();
        assertThatThrownBy(() -> lab.build("FROM a AS me", "RUN own"))
                .hasMessageContaining("waits for itself");
    }

    @Test
    void what_fails_names_the_line_and_ends_the_others() {
        assertThatThrownBy(() ->
                        lab.build(
                                "FROM a AS one",
                                "RUN false",
                                "FROM a",
                                "RUN --mount=type=bind,from=one,target=/x never"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("Dockerfile:2")
                .hasMessageContaining("exit code: 1");
        assertThat(lab.commands()).doesNotContain("never");
    }

    @Test
    void B15_the_host_network_and_privileges_are_refused_unless_allowed() {
        assertThatThrownBy(() -> lab.build("FROM a", "RUN --network=host x"))
                .satisfies(e ->
                        assertThat(((JongException) e).kind())
                                .isEqualTo(ErrorKind.PERMISSION_DENIED));
        assertThatThrownBy(() -> lab.build("FROM a", "RUN --security=insecure x"))
                .satisfies(e ->
                        assertThat(((JongException) e).kind())
                                .isEqualTo(ErrorKind.PERMISSION_DENIED));
        assertThat(lab.ran).isEmpty();
    }

    @Test
    void tells_of_arguments_that_nothing_declares() {
        lab.arguments.put("NOBODY", "1");
        lab.build("FROM a");
        assertThat(lab.warnings).singleElement().asString().contains("NOBODY");
    }

    @Test
    void several_platforms_are_built_apart() {
        lab.platforms = List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
        List<Solver.Solution> all =
                lab.all("FROM a", "ARG TARGETARCH", "ENV FOR=$TARGETARCH", "RUN x");
        assertThat(all)
                .extracting(one -> one.stage().config().strings("Env").getLast())
                .containsExactly("FOR=amd64", "FOR=arm64");
        assertThat(lab.ran).hasSize(2);
    }

    @Test
    void a_stage_has_the_arguments_of_the_one_it_begins_as() {
        lab.build("FROM a AS one", "ARG V=1", "FROM one", "RUN x");
        assertThat(lab.ran.getFirst().environment()).contains("V=1");
    }

    @Test
    void B19_an_image_with_too_many_triggers_is_refused() {
        lab.baseConfig =
                Json.object()
                        .put("OnBuild", Json.of(java.util.Collections.nCopies(1001, "ENV A=b")))
                        .build();
        assertThatThrownBy(() -> lab.build("FROM a")).hasMessageContaining("triggers");
    }
}
