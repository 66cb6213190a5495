package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An image of an index, with each of its files damaged in turn: it breaks no listing, and the next pull heals it.
@Tag("root")
class DamagedImageTest {
    private static final String[] DAMAGES = {
        ": > F", "truncate -s 7 F", "printf x | dd of=F conv=notrunc", "rm F"
    };

    private final ScriptedRegistry registry = ScriptedRegistry.open();
    private final Site site = Site.empty(Account.root());
    private final TestImage image = NoiseImage.of(1);
    private final byte[] index = index(image);
    private final String name =
            registry.with("box", "only", image)
                            .withManifest("box", "1", MediaType.OCI_INDEX, index)
                            .authority()
                    + "/box:1";
    private final String other =
            registry.with("other", "1", NoiseImage.of(2)).authority() + "/other:1";

    @AfterEach
    void close() {
        registry.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "manifest", "config", "layer", "list", "record", "unpacked"})
    void R033_R091_one_damaged_file_breaks_no_listing_and_the_next_pull_heals_it(String what) {
        site.succeeds("pull", "-q", other);
        site.succeeds("pull", "-q", name);
        String file = file(what);
        for (String damage : DAMAGES) {
            Shell.script(
                    site.store(),
                    "{ " + damage.replace("F", "'" + file + "'") + "; } 2> /dev/null");
            String done = what + ": " + damage;
            Result images = site.jong("images", "--format", "{{.Repository}}:{{.Tag}}");
            assertThat(images.code()).as(done + ": " + images).isZero();
            assertThat(images.lines()).as(done).contains(other);
            assertThat(images.err()).as(done).doesNotContain("\tat ", "Exception");
            Result pull = site.jong("pull", name);
            assertThat(pull.code()).as(done + ": " + pull).isZero();
            healed(done);
        }
        assertThat(site.succeeds("image", "prune", "-af").err()).isEmpty();
        assertThat(site.succeeds("images", "-q").text()).isEmpty();
    }

    @Test
    void R091_every_file_damaged_at_once_heals_by_one_pull() {
        site.succeeds("pull", "-q", other);
        site.succeeds("pull", "-q", name);
        for (String what :
                new String[] {"index", "manifest", "config", "layer", "list", "record"}) {
            Shell.script(site.store(), "truncate -s 5 '" + file(what) + "'");
        }
        assertThat(site.jong("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
                .contains(other);
        site.succeeds("pull", name);
        healed("all of it");
    }

    private void healed(String what) {
        Result images = site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}");
        assertThat(images.err()).as(what).isEmpty();
        assertThat(images.lines()).as(what).containsExactlyInAnyOrder(name, other);
        Map<String, byte[]> blobs = new LinkedHashMap<>(image.blobs());
        blobs.put(Digest.of(index).toString(), index);
        blobs.put(image.digest().toString(), image.manifest());
        blobs.forEach((digest, bytes) ->
                assertThat(blob(Digest.parse(digest))).as(what).hasBinaryContent(bytes));
        String file = Shell.script(site.store(), "find layers -name file1").strip();
        assertThat(site.store().resolve(file)).hasBinaryContent(NoiseImage.content(1));
        assertThat(site.store().resolve("images/index.json")).as(what).isNotEmptyFile();
    }

    /// One file of the image, relative to the store.
    private String file(String what) {
        return switch (what) {
            case "index" -> relative(Digest.of(index));
            case "manifest" -> relative(image.digest());
            case "config" -> relative(Digest.parse(image.blobs().keySet().iterator().next()));
            case "layer" -> relative(image.layer(0).digest());
            case "list" -> "images/index.json";
            case "record" -> Shell.script(site.store(), "find refs -name '*box*'").strip();
            default ->
                    Shell.script(site.store(), "dirname \"$(find layers -name file1)\"").strip()
                            + ".json";
        };
    }

    private String relative(Digest digest) {
        return site.store().relativize(blob(digest)).toString();
    }

    private Path blob(Digest digest) {
        return site.store().resolve("images/blobs/sha256").resolve(digest.hex());
    }

    private static byte[] index(TestImage image) {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        return Text.bytes(
                "{\"schemaVersion\":2,\"mediaType\":\""
                        + MediaType.OCI_INDEX
                        + "\",\"manifests\":[{\"mediaType\":\""
                        + MediaType.OCI_MANIFEST
                        + "\",\"digest\":\""
                        + image.digest()
                        + "\",\"size\":"
                        + image.manifest().length
                        + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                        + architecture
                        + "\"}}]}");
    }
}
