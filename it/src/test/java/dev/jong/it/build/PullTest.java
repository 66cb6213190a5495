package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Site;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `jong build --pull`: the registry has another image of the base's name than the store.
@Tag("root")
class PullTest {
    private Site site;
    private LocalRegistry registry;
    private Workshop shop;
    private String base = "";

    @BeforeEach
    void open() {
        site = Site.open(Account.root());
        registry = LocalRegistry.open(site.directory("registry"));
        shop = new Workshop(site);
        base = registry.authority() + "/base:1";
        shop.dockerfile("FROM box", "RUN echo here > /version");
        shop.succeeds("-t", "here");
        shop.dockerfile("FROM box", "RUN echo there > /version");
        shop.succeeds("-t", base);
        site.succeeds("push", "-q", base);
        site.succeeds("tag", "here", base);
        shop.dockerfile("FROM " + base);
    }

    @AfterEach
    void close() {
        registry.close();
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pull", "--pull=true", "--pull=always", "--pull=newer"})
    void the_registry_is_asked(String option) {
        shop.succeeds(option);
        assertThat(shop.shows("cat /version")).isEqualTo("there\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--pull=false", "--pull=missing", "--pull=never"})
    void the_registry_is_not_asked(String option) {
        registry.close();
        shop.succeeds(option);
        assertThat(shop.shows("cat /version")).isEqualTo("here\n");
    }

    @Test
    void without_a_registry_newer_is_content_with_what_is_here_and_always_is_not() {
        registry.close();
        shop.succeeds("--pull=newer");
        assertThat(shop.shows("cat /version")).isEqualTo("here\n");
        assertThat(shop.build("--pull").code()).isEqualTo(1);
    }

    @Test
    void what_is_not_here_is_refused_where_nothing_is_pulled() {
        site.succeeds("rmi", "made", base);
        Result refused = shop.build("--pull=never");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("base:1 is not in the store");
        assertThat(shop.build("--pull=sometimes").code()).isEqualTo(125);
        shop.succeeds("--pull=missing");
    }
}
