package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pushes that are killed with SIGKILL, front and worker.
@Tag("root")
class PushDeathTest {
    private final ScriptedRegistry from = ScriptedRegistry.open();
    private final ScriptedRegistry to = ScriptedRegistry.open();
    private final Site site = Site.empty(Account.root());

    @AfterEach
    void close() {
        from.close();
        to.close();
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "in the first blob, blobs/uploads/.*, 1",
        "in the last blob, blobs/uploads/.*, 3",
        "before the manifest, manifests/sha256:.*, 1",
        "before the tag, manifests/1, 1"
    })
    void R017_a_push_that_is_killed_leaves_no_tag_and_the_next_sends_only_what_is_missing(
            String when, String target, int nth) throws Exception {
        TestImage image = NoiseImage.of(1, 2);
        from.with("box", "1", image);
        String name = from.authority() + "/box:1";
        String other = to.authority() + "/box:1";
        site.succeeds("pull", "-q", name);
        // A status that is never sent: nothing of the request is carried out.
        to.when("PUT", "/v2/box/" + target).nth(nth).status(503).silence();
        Process front = site.command("push", "-q", name, other).begin();
        Await.that(() -> to.log("PUT", "/v2/box/" + target).size() >= nth, when);
        front.destroyForcibly().waitFor();
        new EngineProcess(site).kill();
        assertThat(to.tag("box", "1")).as(when).isEmpty();
        List<String> missing =
                image.blobs().keySet().stream().filter(blob -> !to.holds("box", blob)).toList();
        int before = to.log().size();
        site.succeeds("push", "-q", name, other);
        assertThat(to.tag("box", "1")).contains(image.digest().toString());
        assertThat(
                        to.log().stream()
                                .skip(before)
                                .filter(request ->
                                        request.method().equals("PUT")
                                                && request.path().contains("/blobs/"))
                                .map(request -> request.parameter("digest").orElseThrow()))
                .as(when)
                .containsExactlyInAnyOrderElementsOf(missing);
    }

    @Test
    void M19_what_is_no_name_is_refused_before_a_registry_is_asked() {
        from.with("box", "1", NoiseImage.of(1));
        String host = from.authority();
        for (String name :
                new String[] {
                    host + "/../box:1",
                    host + "/a/../../box:1",
                    host + "/Box:1",
                    host + "/" + "b".repeat(300) + ":1",
                    host + "/box:" + "1".repeat(129),
                    host + "/box:-1",
                    host + "/box 1",
                    host + "/box\u0001:1",
                    host + "/box@sha256:../../x",
                    "--all-tags=" + host + "/box",
                    "-oProxyCommand=x"
                }) {
            for (String command : new String[] {"pull", "push"}) {
                var result = site.jong(command, "--", name);
                assertThat(result.code()).as(command + " " + name).isEqualTo(125);
                assertThat(result.err())
                        .startsWith("jong: ")
                        .contains("invalid")
                        .doesNotContain("\u0001", "\tat ");
                assertThat(result.err().lines().filter(line -> !line.startsWith("hint: ")))
                        .as(result.err())
                        .hasSize(1);
            }
        }
        assertThat(from.log()).isEmpty();
    }
}
