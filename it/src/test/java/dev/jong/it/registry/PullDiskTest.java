package dev.jong.it.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.LoopDisk;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pulls into stores that are full, or whose disk loses what was not synced.
@Tag("root")
class PullDiskTest {
    private final ScriptedRegistry registry = ScriptedRegistry.open();
    private final Site site = Site.empty(Account.root());
    private final TestImage image = NoiseImage.of(1, 2, 3);
    private final String name = registry.with("box", "1", image).authority() + "/box:1";

    @AfterEach
    void close() {
        registry.close();
        LoopDisk.release(site);
        site.close();
    }

    @Test
    void R029_a_pull_that_runs_out_of_space_leaves_nothing_and_works_when_there_is_some() {
        tmpfs("size=1500m");
        for (int free : new int[] {0, 4, 12, 40, 200, 3000, 6000, 20_000}) {
            Shell.script(
                    site.store(),
                    "for bs in 1M 4k; do dd if=/dev/zero bs=$bs >> filler 2> /dev/null || true; done; "
                            + "truncate -s -"
                            + free
                            + "k filler");
            refused(free + " KiB");
            Shell.script(site.store(), "rm filler");
        }
        works();
    }

    @Test
    void R031_a_pull_that_runs_out_of_inodes_leaves_nothing_and_works_when_there_are_some() {
        tmpfs("size=1500m,nr_inodes=2000");
        for (int free : new int[] {0, 1, 2, 4, 6, 9}) {
            Shell.script(
                    site.store(),
                    "mkdir fill; seq -f fill/%g 1 3000 | xargs touch 2> /dev/null || true; "
                            + "seq -f fill/%g 1 "
                            + free
                            + " | xargs rm -f");
            refused(free + " inodes");
            Shell.script(site.store(), "rm -r fill");
        }
        works();
    }

    @Test
    void R043_R045_R049_what_was_pulled_tagged_and_pushed_survives_a_power_cut() throws Exception {
        LoopDisk disk = LoopDisk.under(site);
        site.succeeds("pull", "-q", name);
        assertThat(afterPowerCut(disk, "pull")).contains("/box:1");
        site.succeeds("tag", name, "other:2");
        assertThat(afterPowerCut(disk, "tag")).contains("/box:1", "other:2");
        site.succeeds("push", "-q", "other:2", registry.authority() + "/new:3");
        assertThat(afterPowerCut(disk, "push")).contains("/box:1", "other:2");
    }

    /// The names of images that the store has when the power is cut now. All of what they need must be there.
    private String afterPowerCut(LoopDisk disk, String what) throws IOException {
        new EngineProcess(site).kill();
        try (LoopDisk.Cut cut = disk.cut()) {
            for (String blob : image.blobs().keySet()) {
                Path file = cut.store().resolve("images/blobs/sha256").resolve(blob.substring(7));
                assertThat(file).as(what).hasBinaryContent(image.blobs().get(blob));
            }
            for (int seed = 1; seed <= 3; seed++) {
                Path file = found(cut.store().resolve("layers"), "file" + seed);
                assertThat(file).as(what).hasBinaryContent(NoiseImage.content(seed));
            }
            Result images = cut.jong("images", "--format", "{{.Repository}}:{{.Tag}}");
            assertThat(images.code()).as(images.toString()).isZero();
            assertThat(images.err()).as(what).isEmpty();
            return images.text();
        }
    }

    private static Path found(Path below, String name) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private void tmpfs(String options) {
        site.directory("store");
        Shell.run("mount", "-t", "tmpfs", "-o", options, "jong-test", site.store().toString());
        Shell.run("chmod", "700", site.store().toString());
        site.succeeds("images", "-q");
    }

    private void refused(String free) {
        Result result = site.jong("pull", "-q", name);
        assertThat(result.code()).as(free + ": " + result).isEqualTo(125);
        assertThat(result.err()).as(free).startsWith("jong: ").containsIgnoringCase("no space");
        assertThat(result.err().lines().filter(line -> !line.startsWith("hint: ")))
                .as(result.err())
                .hasSize(1);
        assertThat(site.succeeds("images", "-q").lines()).as(free).isEmpty();
        List<String> left =
                Shell.script(
                                site.store(),
                                "find partial layers tmp trash refs images/blobs -type f -size +8k "
                                        + "2> /dev/null || true")
                        .lines()
                        .toList();
        assertThat(left).as(free).isEmpty();
    }

    private void works() {
        assertThat(site.succeeds("pull", "-q", name).text()).contains(name);
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        for (String blob : image.blobs().keySet()) {
            assertThat(site.store().resolve("images/blobs/sha256").resolve(blob.substring(7)))
                    .hasBinaryContent(image.blobs().get(blob));
        }
    }
}
