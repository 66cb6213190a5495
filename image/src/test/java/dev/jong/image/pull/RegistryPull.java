package dev.jong.image.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.image.Tar;
import dev.jong.image.TestStore;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.image.registry.Repository;
import dev.jong.image.registry.http.HostNetwork;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.partial.PartialBlobs;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A registry on the loopback, the real client, and a store: `box:1` is pulled from the one into the other.
final class RegistryPull implements AutoCloseable {
    final ScriptedRegistry registry = ScriptedRegistry.open();
    final TestStore test;
    final TestImage image = image("hello");
    private final HttpRegistries client =
            new HttpRegistries(Access.plain(Map.of()), _ -> {}, new HostNetwork(), _ -> {});

    RegistryPull(Path store) {
        test = TestStore.open(store);
        registry.with("box", "good", image);
    }

    /// An image with one layer, an archive of one file.
    static TestImage image(String content) {
        byte[] layer = new Tar().file("file", Text.bytes(content)).bytes();
        return TestImage.of(List.of(layer), MediaType.OCI_LAYER, List.of(layer));
    }

    Reference name() {
        return Reference.parse(registry.authority() + "/box:1");
    }

    Repository repository() {
        return client.repository(name());
    }

    /// `box:1` stands for these bytes.
    RegistryPull serve(String mediaType, String document) {
        registry.withManifest("box", "1", mediaType, Text.bytes(document));
        return this;
    }

    Descriptor pull(boolean all, boolean known) {
        return pull(repository(), all, known);
    }

    /// From another place.
    Descriptor pull(Repository from) {
        return pull(from, false, false);
    }

    private Descriptor pull(Repository from, boolean all, boolean known) {
        PartialBlobs partials =
                new PartialBlobs(
                        test.store().partial(), test.store().content(), new NativeSyscalls());
        PullImage pulling = new PullImage(test.store(), test.layers(), partials);
        Descriptor target =
                pulling.pull(
                        from,
                        name(),
                        new PlatformChoice(Optional.empty(), all),
                        known,
                        PullProgress.none());
        test.store().references().put(name(), target);
        pulling.named(target);
        return target;
    }

    Descriptor pull() {
        return pull(false, false);
    }

    /// Nothing of a pull that was refused is there, and all that was asked for is `box:1`.
    void onlyTheNameWasAskedFor(String what) {
        assertThat(registry.log().stream().map(Object::toString))
                .as(what)
                .containsExactly("GET /v2/box/manifests/1");
        nothingIsStored(what);
    }

    void nothingIsStored(String what) {
        assertThat(test.store().content().list()).as(what).isEmpty();
        assertThat(test.store().references().list().entries()).as(what).isEmpty();
        assertThat(test.layers().list()).as(what).isEmpty();
    }

    /// A descriptor as JSON.
    static String entry(String type, byte[] bytes) {
        return entry(type, Digest.of(bytes).toString(), bytes.length, "");
    }

    /// @param more fields behind the others, each with a comma before it
    static String entry(String type, String digest, long size, String more) {
        return "{\"mediaType\":\""
                + type
                + "\",\"digest\":\""
                + digest
                + "\",\"size\":"
                + size
                + more
                + "}";
    }

    @Override
    public void close() {
        client.close();
        registry.close();
    }
}
