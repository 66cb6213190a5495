package dev.jong.service.image;

import static dev.jong.service.image.ListSite.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushListTest {
    private static final TestImage OTHER = TestImage.of(200).on("s390x");

    @TempDir Path directory;
    private ListSite site;
    private String local = "";

    @BeforeEach
    void open() {
        site = new ListSite(directory);
        local = site.importing("a", "linux/amd64", "a").toString();
        site.registry.with("app", "1", OTHER);
        site.create("list", "a", site.remote("app:1"));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void sends_the_list_as_it_is_and_mounts_what_the_registry_has_elsewhere() {
        Digest pushed = push("list", site.remote("list:2"));
        assertThat(pushed).isEqualTo(Digest.of(site.bytes("list")));
        assertThat(site.registry.tag("list", "2")).contains(pushed.toString());
        assertThat(
                        site.registry.log("PUT", "/v2/list/manifests/.*").stream()
                                .map(request ->
                                        request.target().substring("/v2/list/manifests/".length())))
                .containsExactly(local, OTHER.digest().toString(), "2");
        String layer = OTHER.layer(0).digest().toString();
        assertThat(site.registry.holds("list", layer)).isTrue();
        assertThat(site.registry.log("POST", "/v2/list/blobs/uploads/.*from=app.*")).hasSize(2);
        assertThat(site.registry.log("GET", ".*/blobs/" + layer)).isEmpty();
    }

    @Test
    void what_the_registry_has_is_not_sent_again() {
        push("list", site.remote("list:2"));
        int uploads = site.registry.log("POST", ".*").size();
        push("list", site.remote("list:3"));
        assertThat(site.registry.log("POST", ".*")).hasSize(uploads);
    }

    @Test
    void layers_of_another_registry_go_straight_from_there_to_here() {
        try (ScriptedRegistry second = ScriptedRegistry.open()) {
            second.when("PATCH", ".*").nth(2).status(503);
            push("list", second.authority() + "/list:2");
            assertThat(second.holds("list", OTHER.layer(0).digest().toString())).isTrue();
            assertThat(site.store.content().has(OTHER.layer(0))).isFalse();
            assertThat(second.tag("list", "2")).contains(Digest.of(site.bytes("list")).toString());
        }
    }

    @Test
    void an_image_is_sent_like_a_list_of_one() {
        assertThat(push("a", site.remote("image:1"))).hasToString(local);
        assertThat(site.registry.tag("image", "1")).contains(local);
    }

    @Test
    void nothing_is_sent_of_what_is_not_there() throws IOException {
        assertThatThrownBy(() -> push("none", site.remote("list:2")))
                .satisfies(is(ErrorKind.NOT_FOUND, "no such manifest list: none:latest"));
        assertThatThrownBy(() -> push("list", site.remote("list@" + local)))
                .satisfies(is(ErrorKind.INVALID_ARGUMENT, "cannot push to a digest"));
        Files.delete(site.store.content().path(OTHER.digest()));
        assertThatThrownBy(() -> push("list", site.remote("list:2")))
                .satisfies(is(ErrorKind.NOT_FOUND, "its image " + OTHER.digest()));
        assertThat(site.registry.tag("list", "2")).isEmpty();
    }

    @Test
    void a_layer_whose_registry_lost_it_fails_the_push_before_the_list_is_named() {
        try (ScriptedRegistry second = ScriptedRegistry.open()) {
            site.registry.when("GET", ".*/blobs/.*").status(404);
            assertThatThrownBy(() -> push("list", second.authority() + "/list:2"))
                    .satisfies(
                            is(
                                    ErrorKind.NOT_FOUND,
                                    OTHER.layer(0).digest().toString().substring(0, 15)));
            assertThat(second.tag("list", "2")).isEmpty();
        }
    }

    private Digest push(String list, String destination) {
        return site.pushing.run(
                Reference.parse(list), Reference.parse(destination), site.registries);
    }
}
