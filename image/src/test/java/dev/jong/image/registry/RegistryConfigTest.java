package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.image.registry.config.RegistryConfig;
import dev.jong.image.registry.config.Spot;
import dev.jong.oci.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryConfigTest {
    @TempDir Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private List<String> spots(String name) {
        RegistryConfig config =
                new RegistryConfig(Map.of("HOME", root.resolve("home").toString()), root);
        return config.spots(Reference.parse(name)).stream()
                .map(spot -> spot.name() + (spot.insecure() ? " insecure" : "") + word(spot.use()))
                .toList();
    }

    private static String word(Spot.Use use) {
        return use == Spot.Use.ALWAYS ? "" : " " + use;
    }

    @Test
    void without_files_a_name_is_where_it_says() {
        assertThat(spots("debian")).containsExactly("docker.io/library/debian:latest");
    }

    @Test
    void the_longest_prefix_counts_and_ends_with_a_part_of_the_name() throws IOException {
        file(
                "etc/containers/registries.conf",
                """
                [[registry]]
                prefix = "a.org"
                location = "b.org/all"
                [[registry]]
                prefix = "a.org/team"
                location = "c.org"
                insecure = true
                [[registry]]
                prefix = "*.wild.org"
                location = "d.org"
                """);
        assertThat(spots("a.org/x")).containsExactly("b.org/all/x:latest");
        assertThat(spots("a.org/team/x")).containsExactly("c.org/x:latest insecure");
        assertThat(spots("a.org/teams/x")).containsExactly("b.org/all/teams/x:latest");
        assertThat(spots("x.wild.org/y")).containsExactly("d.org/y:latest");
        assertThat(spots("wild.org/y")).containsExactly("wild.org/y:latest");
    }

    @Test
    void a_users_drop_in_counts_more_than_the_hosts_file() throws IOException {
        String rule =
                "[[registry]]\nlocation = \"a.org\"\n[[registry.mirror]]\nlocation = \"%s\"\n";
        file("etc/containers/registries.conf", rule.replace("%s", "system.org"));
        file(
                "home/.config/containers/registries.conf.d/9.conf",
                rule.replace("%s", "mine.org") + "pull-from-mirror = \"tag-only\"\n");
        assertThat(spots("a.org/x")).containsExactly("mine.org/x:latest BY_TAG", "a.org/x:latest");
    }

    @Test
    void dockers_mirrors_are_of_docker_hub() throws IOException {
        file(
                "etc/docker/daemon.json",
                "{\"registry-mirrors\":[\"https://m.org/\",\"http://n.org:5000\"],"
                        + "\"insecure-registries\":[\"i.org:5000\",\"10.0.0.0/8\"]}");
        assertThat(spots("debian"))
                .containsExactly(
                        "m.org/library/debian:latest",
                        "n.org:5000/library/debian:latest insecure",
                        "docker.io/library/debian:latest");
        assertThat(spots("i.org:5000/x")).containsExactly("i.org:5000/x:latest insecure");
        assertThat(spots("10.0.0.1/x")).containsExactly("10.0.0.1/x:latest");
    }
}
