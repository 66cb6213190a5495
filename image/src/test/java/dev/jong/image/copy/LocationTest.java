package dev.jong.image.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Reference;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    @Test
    void places_are_read_as_other_tools_write_them() {
        assertThat(at("docker://debian"))
                .isEqualTo(new Location.Remote(Reference.parse("docker.io/library/debian:latest")));
        assertThat(at("oci:d:v1"))
                .isEqualTo(new Location.Layout(Path.of("/home/me/d"), Optional.of("v1")));
        assertThat(at("oci:/x/../d"))
                .isEqualTo(new Location.Layout(Path.of("/d"), Optional.empty()));
        assertThat(at("oci-archive:a.tar:a/b:c"))
                .isEqualTo(
                        new Location.OciArchive(Path.of("/home/me/a.tar"), Optional.of("a/b:c")));
        assertThat(at("docker-archive:a.tar:app:2"))
                .isEqualTo(
                        new Location.DockerArchive(
                                Path.of("/home/me/a.tar"), Optional.of(Reference.parse("app:2"))));
        assertThat(at("dir:a:b")).isEqualTo(new Location.Directory(Path.of("/home/me/a:b")));
        assertThat(at("store:app")).isEqualTo(new Location.Stored("app"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "debian",
                "docker:debian",
                "docker:/debian",
                "docker://",
                "docker://A B",
                "oci:",
                "oci::x",
                "oci:d:",
                "oci:d:a b",
                "oci:d:a\u001b[1m",
                "dir:",
                "store:",
                "docker-archive:f:",
                "docker-archive:f:-x",
                "ftp://x",
                "docker://--help",
                "docker://../x"
            })
    void what_is_no_place_is_refused(String text) {
        assertThatThrownBy(() -> at(text)).isInstanceOf(JongException.class);
    }

    @Test
    void only_what_begins_as_a_place_is_one() {
        assertThat(Location.isOne("docker://x")).isTrue();
        assertThat(Location.isOne("oci:x")).isTrue();
        assertThat(Location.isOne("docker:x")).isFalse();
        assertThat(Location.isOne("debian:12")).isFalse();
        assertThat(Location.isOne("web")).isFalse();
    }

    private static Location at(String text) {
        return Location.parse(text, path -> path.startsWith("/") ? path : "/home/me/" + path);
    }
}
