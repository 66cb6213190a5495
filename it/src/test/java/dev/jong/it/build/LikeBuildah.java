package dev.jong.it.build;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Needs;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every Dockerfile comes to the config and the files that buildah on this host gives, but for what a case says of it.
/// buildah takes seconds for each, so there are several classes of these.
abstract class LikeBuildah {
    static final int PARTS = 6;

    private static @Nullable BuildSite site;

    @BeforeAll
    static void open() {
        Needs.program("/usr/bin/buildah");
        site = BuildSite.openWithBuildah();
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
    void an_image_is_what_buildah_makes_of_its_dockerfile(DockerfileCase built) {
        Set<String> differs = built.buildahDiffers();
        if (differs.contains("*")) {
            return;
        }
        Map<String, String> ours = requireNonNull(site).jong(built);
        Map<String, String> theirs = requireNonNull(site).buildah(built);
        ours.keySet().removeAll(differs);
        theirs.keySet().removeAll(differs);
        assertThat(Picture.difference(ours, theirs)).as("jong | buildah").isEmpty();
    }
}
