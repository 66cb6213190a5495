package dev.jong.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.it.harness.Account;
import dev.jong.it.harness.LocalRegistry;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `jong build --lock`, `--locked` and `--offline`.
@Tag("root")
class LockTest {
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
        push("one");
    }

    @AfterEach
    void close() {
        registry.close();
        site.close();
    }

    @Test
    void a_base_that_was_locked_is_used_whatever_its_name_stands_for_by_now() throws Exception {
        shop.dockerfile("FROM " + base, "RUN cp /version /got");
        assertThat(shop.succeeds("--lock")).contains("wrote ").contains("jong.lock");
        Path lock = shop.context().resolve("jong.lock");
        byte[] before = Files.readAllBytes(lock);
        assertThat(Files.readString(lock)).contains("\"" + base + "\"").contains("sha256:");
        shop.succeeds("--lock");
        assertThat(lock).hasBinaryContent(before);

        push("two");
        shop.dockerfile("FROM " + base, "RUN cp /version /got");
        shop.succeeds("--locked");
        assertThat(shop.shows("cat /got")).isEqualTo("one\n");
        shop.succeeds();
        assertThat(shop.shows("cat /got")).isEqualTo("two\n");

        registry.close();
        shop.succeeds("--locked", "--offline", "--no-cache");
        assertThat(shop.shows("cat /got")).isEqualTo("one\n");
    }

    @Test
    void what_is_not_locked_is_refused() {
        shop.dockerfile("FROM " + base);
        shop.succeeds("--lock");
        shop.dockerfile("FROM " + base, "COPY --from=" + registry.authority() + "/other:1 / /");
        Result refused = shop.build("--locked");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("/other:1 for linux/").contains("is not in jong.lock");
        Shell.run("rm", shop.context().resolve("jong.lock").toString());
        assertThat(shop.build("--locked").err()).contains("there is no ").contains("jong.lock");
        assertThat(shop.build("--locked", "--lock").code()).isEqualTo(125);
    }

    @Test
    void nothing_is_fetched_offline() {
        shop.dockerfile("FROM " + registry.authority() + "/other:1");
        Result refused = shop.build("--offline");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("offline: it is not in the store");
        shop.dockerfile("FROM box", "ADD https://example.invalid/f /f");
        assertThat(shop.build("--offline").err())
                .contains("cannot fetch https://example.invalid/f offline");
        shop.dockerfile("FROM box", "ADD https://example.invalid/f.git /f");
        assertThat(shop.build("--offline").err()).contains("cannot check a git repository out");
    }

    /// Puts another image behind the name.
    private void push(String version) {
        shop.dockerfile("FROM box", "RUN echo " + version + " > /version");
        shop.succeeds("-t", base);
        site.succeeds("push", "-q", base);
    }
}
