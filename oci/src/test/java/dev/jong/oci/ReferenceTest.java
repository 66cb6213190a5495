package dev.jong.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    private static final String DIGEST =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @ParameterizedTest
    @CsvSource({
        "debian, docker.io/library/debian:latest, debian:latest",
        "debian:12-slim, docker.io/library/debian:12-slim, debian:12-slim",
        "library/debian, docker.io/library/debian:latest, debian:latest",
        "bitnami/redis, docker.io/bitnami/redis:latest, bitnami/redis:latest",
        "docker.io/debian, docker.io/library/debian:latest, debian:latest",
        "index.docker.io/library/debian, docker.io/library/debian:latest, debian:latest",
        "quay.io/podman/hello, quay.io/podman/hello:latest, quay.io/podman/hello:latest",
        "localhost/a, localhost/a:latest, localhost/a:latest",
        "localhost:5000/a/b:v1, localhost:5000/a/b:v1, localhost:5000/a/b:v1",
        "Upper/a, Upper/a:latest, Upper/a:latest",
        "[::1]:5000/a, [::1]:5000/a:latest, [::1]:5000/a:latest",
        "[::1]/a, [::1]/a:latest, [::1]/a:latest",
        "a__b/c.d/e---f, docker.io/a__b/c.d/e---f:latest, a__b/c.d/e---f:latest",
        "registry.example.com:443/x:Tag_1.0-x, registry.example.com:443/x:Tag_1.0-x, registry.example.com:443/x:Tag_1.0-x"
    })
    void completes_a_name_as_docker_does_and_shortens_it_again(
            String text, String full, String familiar) {
        Reference reference = Reference.parse(text);
        assertThat(reference).hasToString(full);
        assertThat(reference.familiar()).isEqualTo(familiar);
        assertThat(Reference.parse(full)).isEqualTo(reference).hasSameHashCodeAs(reference);
        assertThat(Reference.parse(familiar)).isEqualTo(reference);
    }

    @Test
    void a_name_with_a_digest_gets_no_default_tag() {
        Reference reference = Reference.parse("debian@" + DIGEST);
        assertThat(reference).hasToString("docker.io/library/debian@" + DIGEST);
        assertThat(reference.tag()).isEmpty();
    }

    @Test
    void a_name_can_have_a_tag_and_a_digest() {
        assertThat(Reference.parse("debian:12@" + DIGEST).familiar())
                .isEqualTo("debian:12@" + DIGEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " debian",
                "debian ",
                "Debian",
                "..",
                "../x",
                "a/../b",
                "a//b",
                "/a",
                "a/",
                "--privileged",
                "-a",
                "a-",
                "a._b",
                "a..b",
                "a___b",
                "a\nb",
                "a\u001b[2Jb",
                "a\0b",
                "a:",
                "a:-x",
                "a:.x",
                "a:x/y:",
                "a@",
                "a@sha256:../../x",
                "a:b@md5:00",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "a.b:99999999/c",
                "a.b:/c",
                "-host.example/c",
                "host-.example/c",
                "a..b/c",
                "[::1/c",
                "[::g]/c",
                "]/c",
                ":5000/c",
                "\u00e4"
            })
    void M19_rejects_what_the_grammar_does_not_allow(String text) {
        assertThatThrownBy(() -> Reference.parse(text))
                .isInstanceOf(JongException.class)
                .hasMessageStartingWith("invalid ")
                .hasMessageNotContainingAny("\n", "\u001b", "\0");
    }

    @Test
    void M19_rejects_names_of_300_characters_and_longer() {
        assertThat(Reference.parse("a".repeat(255 - "docker.io/library/".length()))).isNotNull();
        assertThatThrownBy(() -> Reference.parse("a".repeat(256 - "docker.io/library/".length())))
                .hasMessageContaining("longer than 255 bytes");
        assertThatThrownBy(() -> Reference.parse("a/b".repeat(100_000)))
                .isInstanceOf(JongException.class);
    }

    @Test
    void rejects_a_tag_of_129_characters() {
        assertThat(Reference.parse("a:" + "t".repeat(128)).tag()).hasValue("t".repeat(128));
        assertThatThrownBy(() -> Reference.parse("a:" + "t".repeat(129)))
                .isInstanceOf(JongException.class);
    }
}
