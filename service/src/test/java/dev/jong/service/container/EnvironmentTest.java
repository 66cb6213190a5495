package dev.jong.service.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.runtime.spec.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    @Test
    void begins_with_path_and_host_name() {
        Environment environment = new Environment("box", false);
        assertThat(environment.all())
                .extracting(Spec.Variable::name)
                .containsExactly("PATH", "HOSTNAME");
        assertThat(environment.all()).extracting(Spec.Variable::origin).containsOnly("default");
        assertThat(new Environment("box", true).all())
                .contains(new Spec.Variable("TERM", "xterm", "default"));
    }

    @Test
    void lets_the_image_win_over_defaults_and_the_user_over_both() {
        Environment environment = new Environment("box", false);
        environment.image(List.of("PATH=/image", "A=1", "B=x=y", "BARE", "A=2"));
        environment.user(List.of(new RunOptions.Variable("A", "3", "-e")));
        assertThat(environment.all())
                .contains(
                        new Spec.Variable("PATH", "/image", "image"),
                        new Spec.Variable("A", "3", "-e"),
                        new Spec.Variable("B", "x=y", "image"),
                        new Spec.Variable("BARE", "", "image"));
        assertThat(environment.all()).extracting(Spec.Variable::name).doesNotHaveDuplicates();
    }

    @Test
    void takes_a_variable_away_that_the_caller_does_not_have() {
        Environment environment = new Environment("box", false);
        environment.image(List.of("SECRET=image"));
        environment.user(List.of(new RunOptions.Variable("SECRET", "", "-e", true)));
        assertThat(environment.all()).extracting(Spec.Variable::name).doesNotContain("SECRET");
    }

    @Test
    void takes_home_from_the_user_unless_somebody_set_it() {
        Environment bare = new Environment("box", false);
        bare.home("/home/app");
        assertThat(bare.all()).extracting(Spec.Variable::value).last().isEqualTo("/home/app");
        Environment set = new Environment("box", false);
        set.image(List.of("HOME=/mine"));
        set.home("/home/app");
        assertThat(set.all()).extracting(Spec.Variable::value).last().isEqualTo("/mine");
    }
}
