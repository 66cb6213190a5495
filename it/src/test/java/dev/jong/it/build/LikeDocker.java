package dev.jong.it.build;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every Dockerfile comes to the config and the files that Docker gives. There are several classes of these, so that none
/// takes long.
abstract class LikeDocker {
    static final int PARTS = 3;

    private static @Nullable BuildSite site;

    @BeforeAll
    static void open() {
        site = BuildSite.open();
    }

    @AfterAll
    static void close() {
        if (site != null) {
            site.close();
            site = null;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_image_is_what_docker_makes_of_its_dockerfile(DockerfileCase built) {
        BuildSite here = requireNonNull(site);
        assertThat(Picture.difference(here.jong(built), built.expected(here.base())))
                .as("jong | docker")
                .isEmpty();
    }
}
