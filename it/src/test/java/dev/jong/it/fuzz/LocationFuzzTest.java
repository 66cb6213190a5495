package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.image.copy.Location;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Names of places, as people and scripts write them.
@Tag("fuzz")
class LocationFuzzTest {
    @Test
    void any_text_is_a_place_with_a_clean_name_or_refused() {
        List<String> seeds =
                List.of(
                        "docker://localhost:5000/a/b:1@sha256:" + "0".repeat(64),
                        "oci:/a/b:tag",
                        "oci-archive:a.tar:x/y:z",
                        "docker-archive:a.tar:app:1",
                        "dir:/tmp/x",
                        "store:app:1");
        Fuzz.text(
                seeds,
                input -> {
                    switch (Location.parse(input, path -> "/w/" + path)) {
                        case Location.Remote at -> clean(at.name().toString());
                        case Location.Layout at -> at.tag().ifPresent(LocationFuzzTest::clean);
                        case Location.OciArchive at -> at.tag().ifPresent(LocationFuzzTest::clean);
                        case Location.DockerArchive at ->
                                at.name().ifPresent(n -> clean(n.toString()));
                        case Location.Directory at -> assertThat(at.directory()).isAbsolute();
                        case Location.Stored at -> assertThat(at.name()).isNotEmpty();
                    }
                });
    }

    private static void clean(String name) {
        assertThat(name).isNotEmpty().matches("[!-~]+");
    }
}
