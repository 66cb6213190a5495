package dev.jong.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.fault.Injection.Point;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.LoopDisk;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.it.registry.NoiseImage;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Death in the middle of what changes images: SIGKILL at many system calls of a command, and at the same moment the
/// power goes. In what each leaves, an image that is listed has every byte, the others are untouched, and the same
/// command then succeeds without any cleaning. `-Djong.faults=100000` takes all points.
@Tag("root")
class PowerCutTest {
    private static final int POINTS = Integer.getInteger("jong.faults", 4);

    private final ScriptedRegistry registry = ScriptedRegistry.open();
    private final Site site = Site.empty(Account.root());
    private final TestImage image = NoiseImage.of(1, 2);
    private final TestImage other = NoiseImage.of(2, 3);
    private final String name = registry.with("box", "1", image).authority() + "/box:1";
    private final String stays = registry.with("stay", "1", other).authority() + "/stay:1";
    private LoopDisk disk;
    private Injection injection;

    @BeforeEach
    void open() {
        disk = LoopDisk.under(site);
        injection = new Injection(site);
        site.succeeds("pull", "-q", stays);
        site.succeeds("create", "--name", "user", stays, "/none");
    }

    @AfterEach
    void close() {
        registry.close();
        LoopDisk.release(site);
        site.close();
    }

    @Test
    void R003_R043_R049_a_pull() {
        everywhere(() -> site.succeeds("image", "prune", "-af"), true, "pull", "-q", name);
    }

    @Test
    void R019_R043_R049_a_load() {
        site.succeeds("pull", "-q", name);
        String archive = site.folder().resolve("saved.tar").toString();
        site.succeeds("save", "-o", archive, name);
        everywhere(() -> site.succeeds("image", "prune", "-af"), true, "load", "-q", "-i", archive);
    }

    @Test
    void R003_R049_an_rmi() {
        everywhere(() -> site.succeeds("pull", "-q", name), false, "rmi", name);
    }

    @Test
    void R003_R049_a_prune() {
        everywhere(() -> site.succeeds("pull", "-q", name), false, "image", "prune", "-af");
    }

    /// @param before brings the store to where the command has something to do
    /// @param brings whether the image is there after the command, or gone
    private void everywhere(Runnable before, boolean brings, String... command) {
        before.run();
        for (Point point : injection.deaths(POINTS, command)) {
            before.run();
            Result result = injection.run(point, command);
            new EngineProcess(site).kill();
            String what = point + ": " + result;
            assertThat(result.err()).as(what).doesNotContain("\tat ", "Exception");
            try (LoopDisk.Cut cut = disk.cut()) {
                after(what + " and a power cut", cut.store(), cut::jong, brings, command);
            }
            after(what, site.store(), site::jong, brings, command);
        }
    }

    private void after(
            String what,
            Path store,
            Function<String[], Result> jong,
            boolean brings,
            String... command) {
        boolean there = listed(what, jong);
        whole(what, store, other, 2, 3);
        if (there) {
            whole(what, store, image, 1, 2);
        }
        if (brings || there || !command[0].equals("rmi")) {
            Result again = jong.apply(command);
            assertThat(again.code()).as(what + ", again: " + again).isZero();
        }
        assertThat(listed(what, jong)).as(what).isEqualTo(brings);
        whole(what, store, other, 2, 3);
        if (brings) {
            whole(what, store, image, 1, 2);
        }
    }

    /// Whether the image is listed; the other one must be.
    private boolean listed(String what, Function<String[], Result> jong) {
        Result images = jong.apply(new String[] {"images", "--format", "{{.Repository}}:{{.Tag}}"});
        assertThat(images.code()).as(what + ": " + images).isZero();
        assertThat(images.err()).as(what).isEmpty();
        assertThat(images.lines()).as(what).contains(stays);
        return images.lines().contains(name);
    }

    private static void whole(String what, Path store, TestImage image, int... seeds) {
        for (String blob : image.blobs().keySet()) {
            assertThat(store.resolve("images/blobs/sha256").resolve(blob.substring(7)))
                    .as(what)
                    .hasBinaryContent(image.blobs().get(blob));
        }
        for (int seed : seeds) {
            assertThat(unpacked(store, seed)).as(what).hasBinaryContent(NoiseImage.content(seed));
        }
    }

    /// The file of a layer, which counts only with its record.
    private static Path unpacked(Path store, int seed) {
        try (var files = Files.list(store.resolve("layers"))) {
            return files.filter(layer -> Files.exists(Path.of(layer + ".json")))
                    .map(layer -> layer.resolve("file" + seed))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() ->
                            new AssertionError(
                                    "layer " + seed + ": " + Shell.script(store, "find layers")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
