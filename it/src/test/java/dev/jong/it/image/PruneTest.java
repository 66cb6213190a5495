package dev.jong.it.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.Json;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong image prune`, `df` and the store's limit, as users meet them.
@Tag("root")
class PruneTest {
    private Site site;

    @BeforeEach
    void open() {
        site = Site.empty(Account.root());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void nothing_goes_before_somebody_says_yes() throws Exception {
        site.succeeds("load", "-q", "-i", archive("a:1").toString());
        Result unasked = site.jong("image", "prune", "-a");
        assertThat(unasked.code()).isZero();
        assertThat(unasked.text()).contains("Are you sure you want to continue? [y/N]");
        assertThat(unasked.err()).contains("nothing was removed").contains("--force");
        site.command("image", "prune", "-a").input("n\n").finish();
        assertThat(site.succeeds("images", "-q").lines()).hasSize(1);
        Result yes = site.command("image", "prune", "-a").input("y\n").finish();
        assertThat(yes.text()).contains("Deleted Images:\nuntagged: a:1\ndeleted: sha256:");
        assertThat(site.succeeds("images", "-q").text()).isEmpty();
    }

    @Test
    void Q27_what_prune_says_to_free_is_what_df_said_to_be_reclaimable() {
        site.succeeds("load", "-q", "-i", archive("a:1", "b:1").toString());
        String format = "{{.Type}}={{.Reclaimable}}";
        String said = site.succeeds("df", "--format", format).lines().getFirst();
        String freed = site.succeeds("image", "prune", "-af").lines().getLast();
        assertThat(said)
                .isEqualTo("Images=" + freed.replace("Total reclaimed space: ", "") + " (100%)");
    }

    @Test
    void R077_prune_while_many_load_loses_nothing_that_was_loaded() throws Exception {
        List<Process> loads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            loads.add(site.command("load", "-q", "-i", archive("n" + i + ":1").toString()).begin());
        }
        for (int i = 0; i < 5; i++) {
            site.succeeds("image", "prune", "-f");
        }
        for (Process load : loads) {
            assertThat(load.waitFor()).isZero();
        }
        for (int i = 0; i < 8; i++) {
            site.succeeds("save", "-o", site.work().resolve("saved").toString(), "n" + i + ":1");
        }
    }

    @Test
    void a_limit_evicts_what_came_first_and_tells_it() {
        site.succeeds("load", "-q", "-i", archive("a:1").toString());
        site.succeeds("image", "pin", "a:1");
        site.succeeds("load", "-q", "-i", archive("b:1").toString());
        Result third =
                site.succeeds("--store-limit", "1k", "load", "-i", archive("c:1").toString());
        assertThat(third.err()).contains("Evicted: b:1").contains("more than the limit");
        assertThat(site.succeeds("images", "--format", "{{.Repository}}").lines())
                .containsExactlyInAnyOrder("a", "c");
        assertThat(site.succeeds("df", "--why", "a:1").text())
                .contains("name docker.io/library/a:1", "kept\n")
                .containsPattern("it keeps \\S+B, of which \\S+B would be free without it\n")
                .containsPattern("  config sha256:\\S+  \\S+B\n")
                .containsPattern("  layer sha256:\\S+  \\S+B\n")
                .containsPattern("  unpacked layer sha256:\\S+  \\S+B\n");
    }

    private Path archive(String... tags) {
        Saved saved = new Saved();
        for (String tag : tags) {
            saved.image(Json.EMPTY, "", List.of(tag), Saved.layer("f", tag.repeat(2000)));
        }
        return saved.to(site.work().resolve(tags[0].replace(':', '-') + ".tar"));
    }
}
