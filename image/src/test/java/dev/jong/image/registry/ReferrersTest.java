package dev.jong.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Manifests that are about others.
class ReferrersTest {
    private final TestImage image = TestImage.of(10);
    private final ScriptedRegistry registry = ScriptedRegistry.open().with("a", "latest", image);
    private final Client client = new Client();
    private final Repository repository = client.repository(registry, "a");

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    private Digest push(String type) {
        byte[] manifest =
                Text.bytes(
                        "{\"schemaVersion\":2,\"mediaType\":\""
                                + MediaType.OCI_MANIFEST
                                + "\",\"artifactType\":\""
                                + type
                                + "\",\"config\":{},\"layers\":[],\"subject\":"
                                + "{\"mediaType\":\"x/y\",\"size\":1,\"digest\":\""
                                + image.digest()
                                + "\"}}");
        String digest = Digest.of(manifest).toString();
        return repository.putManifest(digest, MediaType.OCI_MANIFEST, manifest);
    }

    private List<Digest> referrers(String type) {
        return repository
                .referrers(image.digest(), Optional.of(type).filter(t -> !t.isEmpty()))
                .stream()
                .map(Descriptor::digest)
                .toList();
    }

    @Test
    void are_listed_by_a_registry_that_knows_them() {
        Digest one = push("test/one");
        Digest two = push("test/two");
        assertThat(referrers("")).containsExactlyInAnyOrder(one, two);
        assertThat(referrers("test/two")).containsExactly(two);
        assertThat(repository.tags()).containsExactly("latest");
    }

    @Test
    void are_kept_under_a_tag_where_the_registry_does_not_know_them() {
        registry.withoutReferrers();
        assertThat(referrers("")).isEmpty();
        Digest one = push("test/one");
        Digest two = push("test/two");
        push("test/two");
        assertThat(referrers("")).containsExactly(one, two);
        assertThat(referrers("test/two")).containsExactly(two);
        assertThat(repository.tags()).containsExactly("latest", "sha256-" + image.digest().hex());
    }
}
