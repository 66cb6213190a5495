package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mirrors and other things that registries.conf says.
class MirrorTest {
    private static final String BLOBS = "/v2/.*/blobs/.*";

    @TempDir Path directory;

    private final TestImage image = TestImage.of(100_000);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);
    private final ScriptedRegistry mirror = ScriptedRegistry.open().with("copy/a", "latest", image);

    @AfterEach
    void close() {
        registry.close();
        mirror.close();
    }

    private Repository repository(String more) throws IOException {
        Path file = directory.resolve("registries.conf");
        Files.writeString(
                file,
                "unqualified-search-registries = [\"nobody.example\"]\n[[registry]]\nlocation = \""
                        + registry.authority()
                        + "\"\n"
                        + more);
        Client client =
                new Client(Access.plain(Map.of("CONTAINERS_REGISTRIES_CONF", file.toString())));
        return client.repository(registry, "a");
    }

    private String mirrored() {
        return "[[registry.mirror]]\nlocation = \"" + mirror.authority() + "/copy\"\n";
    }

    @Test
    void a_mirror_is_asked_first() throws IOException {
        Repository repository = repository(mirrored());
        repository.manifest("latest");
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void R061_what_a_mirror_does_not_have_comes_from_the_registry() throws IOException {
        mirror.when("GET", BLOBS).status(404);
        Repository repository = repository(mirrored());
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
    }

    @Test
    void a_mirror_that_breaks_off_is_left_for_the_registry() throws IOException {
        mirror.when("GET", BLOBS).cutAt(0);
        Repository repository = repository(mirrored());
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
    }

    @Test
    void G01_a_blob_that_is_asked_for_again_comes_from_the_next_place() throws IOException {
        mirror.when("GET", BLOBS).wrongBytes();
        Repository repository = repository(mirrored());
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isNotEqualTo(image.bytes(0));
        assertThat(Client.read(repository.blob(image.layer(0), 0))).isEqualTo(image.bytes(0));
    }

    @Test
    void a_manifest_with_wrong_bytes_comes_from_the_next_place() throws IOException {
        mirror.when("GET", "/v2/.*/manifests/.*").wrongBytes();
        Repository repository = repository(mirrored());
        assertThat(repository.manifest(image.digest().toString()).bytes())
                .isEqualTo(image.manifest());
    }

    @Test
    void a_mirror_for_digests_is_not_asked_for_tags() throws IOException {
        Repository repository = repository(mirrored() + "pull-from-mirror = \"digest-only\"\n");
        repository.manifest("latest");
        assertThat(mirror.log()).isEmpty();
        repository.manifest(image.digest().toString());
        assertThat(mirror.log()).isNotEmpty();
    }

    @Test
    void a_push_goes_to_the_registry() throws IOException {
        Repository repository = repository(mirrored());
        repository.putManifest("new", image.mediaType(), image.manifest());
        assertThat(registry.tag("a", "new")).contains(image.digest().toString());
        assertThat(mirror.log()).isEmpty();
    }

    @Test
    void a_blocked_registry_is_not_used() {
        assertThatThrownBy(() -> repository("blocked = true\n"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("is blocked by")
                .hasMessageContaining("registries.conf");
        assertThat(registry.log()).isEmpty();
    }

    @Test
    void a_broken_file_is_named() {
        assertThatThrownBy(() -> repository("blocked = maybe\n"))
                .isInstanceOf(JongException.class)
                .hasMessageContaining("registries.conf");
    }
}
