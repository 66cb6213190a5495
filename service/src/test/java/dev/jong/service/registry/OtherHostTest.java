package dev.jong.service.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherHostTest {
    @Test
    void a_place_is_an_image_here_or_there_or_a_host() {
        OtherHost host = new OtherHost(Optional.of("me"), "build.example.org");
        assertThat(OtherHost.Place.parse("app:1"))
                .isEqualTo(new OtherHost.Place(Optional.empty(), Optional.of("app:1")));
        assertThat(OtherHost.Place.parse("me@build.example.org::"))
                .isEqualTo(new OtherHost.Place(Optional.of(host), Optional.empty()));
        assertThat(OtherHost.Place.parse("me@build.example.org::app"))
                .isEqualTo(new OtherHost.Place(Optional.of(host), Optional.of("app")));
    }

    @Test
    void options_of_ssh_end_before_the_host() {
        assertThat(OtherHost.parse("me@there").ssh("true")).endsWith("--", "me@there", "true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "me@",
                "@there",
                "-oProxyCommand=x",
                "-there",
                "-l@there",
                "a b",
                "a;b",
                "a$b",
                "a`b`",
                "a'b",
                "a\nb",
                "a@b@c",
                "a/b",
                "me@-there"
            })
    void M19_what_ssh_or_a_shell_could_take_for_something_else_is_refused(String text) {
        assertThatThrownBy(() -> OtherHost.parse(text)).isInstanceOf(JongException.class);
    }
}
