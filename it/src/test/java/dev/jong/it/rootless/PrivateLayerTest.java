package dev.jong.it.rootless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.image.Saved;
import dev.jong.it.registry.NoiseImage;
import dev.jong.oci.Digest;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whoever names the digest of a layer that somebody else has gets nothing of it: there is nothing between stores.
@Tag("root")
class PrivateLayerTest {
    @Test
    void M25_a_layer_of_another_user_can_not_be_had_by_its_digest() {
        byte[] secret = Saved.layer("secret", "private");
        TestImage pulled = NoiseImage.of(1);
        try (ScriptedRegistry registry = ScriptedRegistry.open();
                Account owner = Account.single();
                Account stranger = Account.single();
                Site theirs = Site.empty(owner);
                Site ours = Site.empty(stranger)) {
            Path archive = theirs.file("private.tar", "");
            new Saved().image(Json.EMPTY, "", List.of("private:1"), secret).to(archive);
            theirs.succeeds("load", "-q", "-i", archive.toString());
            String name = registry.with("box", "1", pulled).authority() + "/box:1";
            theirs.succeeds("pull", "-q", name);

            Path bare = ours.file("bare.tar", "");
            Shell.run("cp", archive.toString(), bare.toString());
            Shell.run("tar", "--delete", "-f", bare.toString(), Digest.of(secret).hex() + ".tar");
            refused(ours.jong("load", "-i", bare.toString()), "lacks the member");
            registry.when("GET", ".*/blobs/" + pulled.layer(0).digest()).status(404);
            refused(ours.jong("pull", "-q", name), pulled.layer(0).digest().toString());
            assertThat(ours.succeeds("images", "-q").text()).isEmpty();
            assertThat(Shell.script(ours.store(), "find layers -name secret -o -name file1"))
                    .isEmpty();
        }
    }

    private static void refused(Result result, String why) {
        assertThat(result.code()).as(result.toString()).isEqualTo(125);
        assertThat(result.err()).startsWith("jong: ").contains(why);
    }
}
