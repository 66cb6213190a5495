package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads over connections that break, and to registries that forget.
class UploadTest {
    private static final int SIZE = 400_000;
    private static final String UPLOADS = "/v2/b/blobs/uploads/.+";

    private final TestImage image = TestImage.of(SIZE);
    private final Descriptor blob = image.layer(0);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);
    private final Client client = new Client();
    private final Repository repository = client.repository(registry, "b");

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private void upload() {
        byte[] bytes = image.bytes(0);
        repository.upload(blob, from -> new ByteArrayInputStream(bytes, (int) from, bytes.length));
    }

    private boolean isThere() {
        return registry.holds("b", blob.digest().toString());
    }

    @Test
    void what_is_there_is_not_uploaded() {
        upload();
        upload();
        assertThat(registry.log("PUT", UPLOADS)).hasSize(1);
    }

    @Test
    void a_blob_of_another_repository_is_mounted() {
        assertThat(repository.mount(blob.digest(), "a")).isTrue();
        assertThat(repository.mount(blob.digest(), "c")).isFalse();
        assertThat(isThere()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 416, 503, 400})
    void R067_a_lost_session_is_begun_again(int status) {
        registry.when("PUT", UPLOADS).nth(1).status(status);
        upload();
        assertThat(isThere()).isTrue();
        assertThat(registry.log("POST", "/v2/b/blobs/uploads/")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SIZE / 2, SIZE - 1})
    void R067_a_connection_that_breaks_while_sending_does_not_end_the_upload(int at) {
        registry.when("PUT", UPLOADS).nth(1).cutRequestAt(at);
        upload();
        assertThat(isThere()).isTrue();
    }

    @Test
    void a_registry_that_wants_no_large_requests_gets_pieces() {
        registry.when("PUT", UPLOADS).nth(1).status(413);
        upload();
        assertThat(isThere()).isTrue();
        assertThat(registry.log("PATCH", UPLOADS)).hasSize(1);
    }

    @Test
    void a_denial_is_final() {
        registry.when("POST", "/v2/b/blobs/uploads/").status(403);
        assertThatThrownBy(this::upload)
                .isInstanceOf(JongException.class)
                .hasMessageContaining("denies it (SCRIPTED: as scripted)");
    }
}
