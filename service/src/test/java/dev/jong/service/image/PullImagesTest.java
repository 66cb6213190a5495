package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.partial.PartialBlobs;
import dev.jong.testkit.ScriptedRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullImagesTest {
    @TempDir Path directory;

    @Test
    void all_tags_of_a_repository_are_found() {
        assertThat(all("[\"1\",\"2.0\"]")).containsExactly("1", "2.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../x",
                "5000/x",
                "-x",
                "",
                "a b",
                "a\\u001b[2J",
                "1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            })
    void M19_what_a_registry_lists_as_a_tag_and_is_none_becomes_no_name(String tag) {
        assertThatThrownBy(() -> all("[\"good\",\"" + tag + "\"]"))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_ARGUMENT))
                .message()
                .doesNotContain("\n", "\u001b");
    }

    private List<String> all(String tags) {
        Store store = Store.open(directory.resolve("store"), InstantSource.system());
        Layers layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        PartialBlobs partials =
                new PartialBlobs(store.partial(), store.content(), new NativeSyscalls());
        PullImages pulling =
                new PullImages(
                        store, new UnpackedLayers(store.layers(), layers), partials, Set::of);
        try (ScriptedRegistry registry = ScriptedRegistry.open();
                HttpRegistries client = new HttpRegistries(Access.plain(Map.of()), _ -> {})) {
            registry.when("GET", "/v2/box/tags/list.*")
                    .status(200)
                    .header("Content-Type: application/json")
                    .body("{\"name\":\"box\",\"tags\":" + tags + "}");
            return pulling.all(client, Reference.parse(registry.authority() + "/box")).stream()
                    .map(name -> name.tag().orElseThrow())
                    .toList();
        }
    }
}
