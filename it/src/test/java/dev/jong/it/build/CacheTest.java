package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Await;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The cache of builds: what it takes, what stays in it, and how it is made smaller.
@Tag("root")
class CacheTest {
    private static final String DF = "{{.Type}}={{.TotalCount}} {{.Active}} {{.Size}}";

    private Site site;
    private Workshop shop;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        shop = new Workshop(site);
        shop.file("f", "x").dockerfile("FROM box", "COPY f /f", "RUN echo made > /made");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void what_steps_take_is_shown_with_what_images_hold_too() {
        shop.succeeds();
        String table = site.succeeds("builder", "du").text();
        assertThat(table.lines().findFirst().orElseThrow())
                .containsSubsequence("ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED");
        assertThat(table).containsPattern("(?m)^[0-9a-z]{25} +true +[0-9.]+k?B\\* ");
        assertThat(table).containsSubsequence("Shared:", "Private:", "Reclaimable:", "Total:");
        assertThat(df()).isEqualTo("Build Cache=2 0 0B");
        site.succeeds("rmi", "-f", "made");
        assertThat(site.succeeds("buildx", "du").text())
                .doesNotContain("Shared:")
                .contains("Total:");
        assertThat(df()).startsWith("Build Cache=2 0 ").doesNotEndWith(" 0B");
        assertThat(
                        site.succeeds(
                                        "builder",
                                        "du",
                                        "--filter",
                                        "description~=made$",
                                        "--format",
                                        "{{.Description}}|{{.Shared}}|{{.Type}}")
                                .line())
                .endsWith("RUN echo made > /made|false|regular");
        assertThat(site.succeeds("builder", "du", "--verbose").text())
                .containsSubsequence("ID:", "Created at:", "Mutable:", "Usage count:", "Type:");
        assertThat(site.succeeds("system", "df", "-v").text()).contains("regular");
    }

    @Test
    void removing_images_leaves_the_cache_whole() {
        shop.succeeds();
        String id = shop.inspect("{{.Id}}");
        site.succeeds("rmi", "-f", "made", "box");
        site.succeeds("image", "prune", "-a", "-f");
        site.image("box", Prober.tree());
        assertThat(shop.succeeds()).contains("CACHED").doesNotContain("DONE");
        assertThat(shop.inspect("{{.Id}}")).isEqualTo(id);
        assertThat(shop.shows("cat /f /made")).isEqualTo("xmade\n");
    }

    @Test
    void pruning_keeps_what_images_need_and_all_of_it_goes_with_a() {
        shop.succeeds();
        assertThat(site.succeeds("builder", "prune", "-f").text()).isEqualTo("Total:    0B\n");
        assertThat(shop.succeeds()).doesNotContain("DONE");
        assertThat(site.succeeds("builder", "prune", "-a", "-f").text()).contains("Total:");
        assertThat(df()).isEqualTo("Build Cache=0 0 0B");
        assertThat(shop.shows("cat /f /made")).isEqualTo("xmade\n");
        assertThat(shop.succeeds()).contains("DONE");
        site.succeeds("rmi", "-f", "made");
        assertThat(site.succeeds("builder", "prune", "-f").text()).doesNotEndWith(" 0B\n");
        assertThat(df()).isEqualTo("Build Cache=0 0 0B");
    }

    @Test
    void filters_and_limits_choose_what_goes() {
        shop.succeeds();
        site.succeeds("rmi", "-f", "made");
        site.succeeds("builder", "prune", "-f", "--filter", "until=24h");
        site.succeeds("builder", "prune", "-f", "--filter", "type=exec.cachemount");
        site.succeeds("builder", "prune", "-f", "--keep-storage", "1g");
        assertThat(df()).startsWith("Build Cache=2 ");
        site.succeeds("builder", "prune", "-f", "--filter", "description~=RUN");
        assertThat(df()).startsWith("Build Cache=1 ");
        Result unknown = site.jong("builder", "prune", "-f", "--filter", "colour=red");
        assertThat(unknown.code()).isEqualTo(125);
        assertThat(unknown.err()).contains("no such filter");
    }

    @Test
    void a_limit_of_the_user_holds_in_place_of_the_usual_one() throws Exception {
        shop.succeeds();
        site.succeeds("rmi", "-f", "made");
        shop.dockerfile("FROM box", "RUN echo other > /other");
        Result wrong = limited("much");
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.err()).contains("JONG_BUILD_CACHE_LIMIT");
        assertThat(limited("0").code()).isZero();
        assertThat(df()).startsWith("Build Cache=3 ");
        site.succeeds("rmi", "-f", "made");
        shop.dockerfile("FROM box", "RUN echo third > /third");
        assertThat(limited("1b").code()).isZero();
        Await.that(() -> df().startsWith("Build Cache=1 "), "older steps go");
    }

    private Result limited(String limit) throws Exception {
        return site.command("build", "-t", "made", shop.context().toString())
                .with("JONG_BUILD_CACHE_LIMIT", limit)
                .finish();
    }

    @Test
    void nothing_goes_unless_somebody_says_yes() throws Exception {
        shop.succeeds();
        Result asked = site.command("builder", "prune", "-a").input("n\n").finish();
        assertThat(asked.text()).contains("This will remove all build cache.");
        assertThat(df()).startsWith("Build Cache=2 ");
        Result said = site.command("builder", "prune", "-a").input("y\n").finish();
        assertThat(said.code()).isZero();
        assertThat(df()).isEqualTo("Build Cache=0 0 0B");
    }

    @Test
    void pruning_the_system_removes_steps_that_no_image_needs() {
        shop.succeeds();
        site.succeeds("system", "prune", "-f");
        assertThat(df()).startsWith("Build Cache=2 ");
        site.succeeds("rmi", "-f", "made");
        assertThat(site.succeeds("system", "prune", "-f").text())
                .contains("Deleted build cache objects:")
                .doesNotContain("reclaimed space: 0B");
        assertThat(df()).isEqualTo("Build Cache=0 0 0B");
    }

    private String df() {
        return site.succeeds("system", "df", "--format", DF)
                .text()
                .lines()
                .filter(line -> line.startsWith("Build Cache"))
                .findFirst()
                .orElseThrow();
    }
}
