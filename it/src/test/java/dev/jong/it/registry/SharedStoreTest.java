package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.testkit.Incoming;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two engines on one store, and twenty pulls at once: of one image and of others that share a layer with it.
@Tag("root")
class SharedStoreTest {
    private static final int PULLS = 20;
    private static final int IMAGES = 5;

    private final ScriptedRegistry registry = ScriptedRegistry.open();
    private final Site site = Site.empty(Account.root());
    private final Map<String, byte[]> unique = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    SharedStoreTest() {
        for (int i = 0; i < IMAGES; i++) {
            TestImage image = NoiseImage.of(100, 101 + i);
            registry.with("box" + i, "1", image);
            names.add(registry.authority() + "/box" + i + ":1");
            unique.putAll(image.blobs());
        }
    }

    @AfterEach
    void close() {
        registry.close();
        second("engine", "stop");
        site.close();
    }

    @Test
    void R079_twenty_pulls_by_two_engines_fetch_every_blob_once_and_all_succeed() throws Exception {
        startEngines();
        List<Process> pulls = begin();
        allSucceed(pulls);
        assertThat(fetched().values()).as(fetched().toString()).containsOnly(1);
        allIsThere();
    }

    @Test
    void R075_of_twenty_pulls_one_is_killed_and_the_others_finish() throws Exception {
        String shared = NoiseImage.of(100).layer(0).digest().toString();
        registry.when("GET", ".*/blobs/" + shared).nth(1).stallAt(1 << 20);
        startEngines();
        // The first one fetches the shared layer, and everybody waits for it.
        Process first = site.command("pull", "-q", names.getFirst()).begin();
        Await.that(
                () -> registry.log("GET", ".*/blobs/" + shared).size() == 1, "it is being fetched");
        List<ProcessHandle> workers =
                new EngineProcess(site)
                        .all().stream()
                                .filter(process ->
                                        EngineProcess.commandLine(process.pid())
                                                .contains("\0--one-shot\0"))
                                .toList();
        List<Process> others = begin();
        Await.millis(1000);
        workers.forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        allSucceed(others);
        // What the killed one fetched is not fetched again, but for what was on its way to it.
        assertThat(registry.sent()).isLessThan(bytes() + NoiseImage.SIZE);
        // What the killed one was unpacking is swept by the next engine.
        second("engine", "stop");
        new EngineProcess(site).stop();
        site.succeeds("images", "-q");
        Await.that(() -> left().isEmpty(), "what was half unpacked is gone");
        allIsThere();
    }

    private void startEngines() {
        site.succeeds("images", "-q");
        assertThat(second("images", "-q")).isZero();
    }

    /// Every second pull is of the first image, and every third by the second engine.
    private List<Process> begin() throws IOException {
        List<Process> pulls = new ArrayList<>();
        String run = site.directory("run2").toString();
        Shell.run("chmod", "700", run);
        for (int i = 0; i < PULLS; i++) {
            String name = names.get(i % 2 == 0 ? 0 : i % IMAGES);
            var pull = site.command("pull", "-q", name);
            pulls.add((i % 3 == 0 ? pull.with("JONG_RUN", run) : pull).begin(said(i)));
        }
        return pulls;
    }

    private void allSucceed(List<Process> pulls) throws Exception {
        for (int i = 0; i < PULLS; i++) {
            int code = pulls.get(i).waitFor();
            assertThat(code).as("pull %d: %s", i, Files.readString(said(i))).isZero();
        }
    }

    private Path said(int pull) {
        return site.work().resolve("pull" + pull);
    }

    private int second(String... command) {
        String run = site.directory("run2").toString();
        Shell.run("chmod", "700", run);
        try {
            return site.command(command).with("JONG_RUN", run).finish().code();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// How often each blob was asked for.
    private Map<String, Integer> fetched() {
        Map<String, Integer> out = new HashMap<>();
        for (Incoming request : registry.log("GET", ".*/blobs/.*")) {
            String path = request.path();
            out.merge(path.substring(path.lastIndexOf('/') + 1), 1, Integer::sum);
        }
        return out;
    }

    private long bytes() {
        return unique.values().stream().mapToLong(blob -> blob.length).sum();
    }

    private void allIsThere() {
        assertThat(site.succeeds("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
                .containsExactlyInAnyOrderElementsOf(names);
        unique.forEach((digest, bytes) ->
                assertThat(site.store().resolve("images/blobs/sha256").resolve(digest.substring(7)))
                        .hasBinaryContent(bytes));
        assertThat(Shell.script(site.store(), "find layers -name 'file10*' | wc -l").strip())
                .isEqualTo(Integer.toString(IMAGES + 1));
        assertThat(left()).isEmpty();
    }

    private String left() {
        return Shell.script(site.store(), "find tmp partial -name 'layer-*' -o -name 'sha256-*'");
    }
}
