package dev.jong.service.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginServerTest {
    @ParameterizedTest
    @CsvSource({
        "'', docker.io",
        "docker.io, docker.io",
        "https://index.docker.io/v1/, docker.io",
        "registry.example.org, registry.example.org",
        "https://registry.example.org:5000/v2/, registry.example.org:5000",
        "localhost:5000, localhost:5000",
        "registry, registry",
        "quay.io/me, quay.io",
    })
    void hosts_are_understood_as_people_write_them(String text, String host) {
        assertThat(LoginServer.parse(text)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x", "a b", "a\nb", "a;b", "https://", "a:b", "a@b", "..", "a:99999"})
    void G17_what_is_no_host_is_refused(String text) {
        assertThatThrownBy(() -> LoginServer.parse(text)).isInstanceOf(JongException.class);
    }
}
