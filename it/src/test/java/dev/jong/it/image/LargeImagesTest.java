package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.EngineProcess;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images that want too much, and very many of them.
@Tag("root")
class LargeImagesTest {
    private static final int IMAGES = 100;
    private static final int TAGS = 10;

    private final Site site = Site.empty(Account.root());

    @AfterEach
    void close() {
        site.close();
    }

    /// The kernel takes arguments of 2 MiB in all and of 128 KiB each; a config may have 4 MiB.
    @ParameterizedTest
    @CsvSource({"100000, 30", "1, 4000000"})
    void M15_an_entrypoint_beyond_what_the_kernel_takes_is_an_error_and_leaves_nothing(
            int count, int length) throws IOException {
        site.image("box", Prober.tree());
        byte[] layer = Files.readAllBytes(site.folder().resolve("images/box.tar"));
        List<String> words = new ArrayList<>(List.of("/bin/echo"));
        words.addAll(Collections.nCopies(count, "x".repeat(length)));
        Json.Obj config = Json.object().put("Entrypoint", Json.of(words)).build();
        Path archive =
                new Saved()
                        .image(config, "", List.of("big:1"), layer)
                        .to(site.work().resolve("big.tar"));
        site.succeeds("load", "-q", "-i", archive.toString());
        Result run = site.jong("run", "--rm", "--name", "big", "big:1");
        assertThat(run.code()).as(run.err()).isEqualTo(126);
        assertThat(run.err())
                .startsWith("jong: ")
                .contains("argument list too long")
                .hasSizeLessThan(1000);
        assertThat(run.err().lines().filter(line -> !line.startsWith("hint: "))).hasSize(1);
        assertThat(site.succeeds("ps", "-aq").text()).isEmpty();
        assertThat(site.succeeds("run", "--rm", "--name", "big", "box", "echo", "ok").line())
                .isEqualTo("ok");
    }

    @Test
    void W11_a_hundred_images_with_a_thousand_tags_are_quick_to_list_and_to_prune() {
        Saved saved = new Saved();
        for (int i = 0; i < IMAGES; i++) {
            List<String> tags = new ArrayList<>();
            for (int tag = 0; tag < TAGS; tag++) {
                tags.add("image" + i + ":" + tag);
            }
            saved.image(Json.EMPTY, "", tags, Saved.layer("f" + i, "content " + i));
        }
        Path archive = saved.to(site.work().resolve("many.tar"));
        within(60, "load", "-q", "-i", archive.toString());
        assertThat(within(5, "images", "--format", "{{.Tag}}")).hasSize(IMAGES * TAGS);
        new EngineProcess(site).kill();
        assertThat(within(5, "images", "--format", "{{.Repository}}", "image7")).hasSize(TAGS);
        List<String> pruned = within(30, "image", "prune", "-af");
        assertThat(pruned.stream().filter(line -> line.startsWith("untagged: ")))
                .hasSize(IMAGES * TAGS);
        assertThat(site.succeeds("images", "-q").text()).isEmpty();
    }

    private List<String> within(int seconds, String... command) {
        long start = System.nanoTime();
        List<String> lines = site.succeeds(command).lines();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as(String.join(" ", command))
                .isLessThan(Duration.ofSeconds(seconds));
        return lines;
    }
}
