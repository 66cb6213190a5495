package dev.jong.service.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.build.step.RunStep;
import dev.jong.build.step.Tree;
import dev.jong.runtime.host.Host;
import dev.jong.service.container.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepWishTest {
    @Test
    void B15_what_the_build_does_not_allow_is_refused() {
        assertThatThrownBy(() -> wish(StepOptions.USUAL, step("host", false)))
                .hasMessageContaining("--network=host, which was not allowed");
        assertThatThrownBy(() -> wish(StepOptions.USUAL, step("default", true)))
                .hasMessageContaining("--security=insecure, which was not allowed");
    }

    @Test
    void B15_nothing_is_given_that_no_step_asks_for() {
        StepOptions allowing = allowing();
        RunOptions usual = wish(allowing, step("default", false));
        assertThat(usual.security().privileged()).isFalse();
        assertThat(usual.namespaces().network()).isEmpty();
        assertThat(wish(allowing, step("default", true)).security().privileged()).isTrue();
        assertThat(wish(allowing, step("host", false)).namespaces().network()).isEqualTo("host");
        assertThat(wish(allowing, step("none", false)).namespaces().network()).isEqualTo("none");
    }

    @Test
    void B25_a_step_has_its_own_variables_only() {
        assertThat(wish(StepOptions.USUAL, step("none", false)).process().environment())
                .extracting(RunOptions.Variable::name, RunOptions.Variable::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A", "1=2"),
                        org.assertj.core.groups.Tuple.tuple("TOKEN", "x"));
    }

    @Test
    void a_layer_does_not_tell_where_it_was_made() {
        assertThat(wish(StepOptions.USUAL, step("none", false)).names().hostname())
                .contains("buildkitsandbox");
    }

    private static RunOptions wish(StepOptions options, RunStep step) {
        return new StepWish(options, Host.Isolation.ROOT).of(step, List.of("TOKEN=x"));
    }

    private static RunStep step(String network, boolean insecure) {
        return new RunStep(
                "1/1",
                Tree.SCRATCH,
                List.of("true"),
                List.of("A=1=2"),
                "",
                "",
                List.of(),
                network,
                insecure);
    }

    private static StepOptions allowing() {
        StepOptions usual = StepOptions.USUAL;
        return new StepOptions(
                usual.network(),
                true,
                true,
                usual.hostname(),
                usual.hosts(),
                usual.dns(),
                usual.dnsSearch(),
                usual.dnsOptions(),
                usual.ulimits(),
                usual.resources(),
                usual.sharedMemory(),
                usual.capabilitiesToAdd(),
                usual.capabilitiesToDrop());
    }
}
