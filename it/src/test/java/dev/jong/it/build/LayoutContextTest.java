package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `--build-context NAME=oci-layout://DIR`.
@Tag("root")
class LayoutContextTest {
    private Site site;
    private Workshop shop;
    private Path layout;

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        shop = new Workshop(site);
        layout = site.folder().resolve("layout");
        for (String tag : new String[] {"one", "two"}) {
            shop.dockerfile("FROM box", "RUN echo " + tag + " > /f");
            shop.succeeds();
            site.succeeds("image", "copy", "store:made", "oci:" + layout + ":" + tag);
        }
        site.succeeds("rmi", "-f", "made");
        site.succeeds("builder", "prune", "-a", "-f");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String context(String which) {
        return "--build-context=Base=oci-layout://" + layout + which;
    }

    @Test
    void images_of_layouts_are_base_images_and_are_copied_from() {
        shop.dockerfile("FROM base", "RUN cat /f > /g");
        shop.succeeds(context(":one"));
        assertThat(shop.shows("cat /g")).isEqualTo("one\n");
        shop.dockerfile("FROM box", "COPY --from=base /f /g");
        shop.succeeds(context(":two"));
        assertThat(shop.shows("cat /g")).isEqualTo("two\n");
        site.succeeds("system", "prune", "-f");
        assertThat(shop.shows("cat /g")).isEqualTo("two\n");
    }

    @Test
    void a_digest_says_which_one() throws Exception {
        String index = Files.readString(layout.resolve("index.json"));
        int at = index.indexOf("sha256:");
        String digest = index.substring(at, at + 71);
        shop.dockerfile("FROM base");
        shop.succeeds(context("@" + digest));
        assertThat(shop.shows("cat /f")).isEqualTo("one\n");
    }

    @Test
    void without_a_tag_there_may_be_only_one() {
        shop.dockerfile("FROM base");
        Result result = shop.build(context(""));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("there are 2 images in").contains("one, two");
        assertThat(shop.build(context(":three")).err()).contains("there is no image three");
    }

    @Test
    void a_lock_says_nothing_of_layouts_and_lets_them_be_used() throws Exception {
        shop.dockerfile("FROM base");
        shop.succeeds(context(":one"), "--lock");
        assertThat(Files.readString(shop.context().resolve("jong.lock"))).doesNotContain("layout");
        shop.succeeds(context(":one"), "--locked", "--offline");
    }
}
