package dev.jong.service.image;

import static dev.jong.service.image.ListSite.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.json.Json;
import dev.jong.image.Images;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.testkit.TestImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestListsTest {
    private static final Reference LIST = Reference.parse("list");
    private static final TestImage HOSTS = TestImage.of(100);
    private static final TestImage OTHER = TestImage.of(200).on("s390x");

    @TempDir Path directory;
    private ListSite site;
    private String amd64 = "";
    private String arm64 = "";

    @BeforeEach
    void open() {
        site = new ListSite(directory);
        amd64 = site.importing("a", "linux/amd64", "a").toString();
        arm64 = site.importing("b", "linux/arm64", "b").toString();
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void makes_a_list_of_images_of_the_store_with_their_platforms() {
        site.create("list", "a", "b");
        assertThat(site.digests("list")).containsExactly(amd64, arm64);
        assertThat(site.entries("list"))
                .extracting(entry -> entry.object("platform").text("architecture"))
                .containsExactly("amd64", "arm64");
        Images images = new Images(site.store);
        for (String platform : List.of("linux/amd64", "linux/arm64")) {
            Platform wanted = Platform.parse(platform);
            assertThat(images.resolve("list", Optional.of(wanted)).config().platform())
                    .isEqualTo(wanted);
        }
        assertThat(site.lists.exists(LIST)).isTrue();
        assertThat(site.lists.exists(Reference.parse("a"))).isFalse();
        assertThat(site.lists.exists(Reference.parse("none"))).isFalse();
    }

    @Test
    void an_image_can_be_named_by_its_id_and_by_its_digest() {
        Digest id = new Images(site.store).resolve("a", Optional.empty()).id();
        for (String text :
                List.of(id.hex(), id.toString(), id.hex().substring(0, 12), "a@" + amd64)) {
            site.lists.create(LIST, List.of(text), true, false, site.registries);
            assertThat(site.digests("list")).as(text).containsExactly(amd64);
        }
        site.lists.annotate(
                LIST, id.hex(), Map.of("variant", Json.of("v2")), Map.of(), site.registries);
        assertThat(site.text("list")).contains("\"variant\":\"v2\"");
        site.lists.remove(LIST, id.toString(), site.registries);
        assertThat(site.digests("list")).isEmpty();
    }

    @Test
    void the_same_members_give_the_same_bytes_and_what_a_list_was_before_goes() {
        site.create("list", "a", "b");
        site.create("grown", "a");
        byte[] before = site.bytes("grown");
        site.lists.add(Reference.parse("grown"), List.of("b"), false, site.registries);
        assertThat(site.bytes("grown")).isEqualTo(site.bytes("list")).isNotEqualTo(before);
        assertThat(site.store.references().list().entries()).allMatch(r -> r.name().isPresent());
    }

    @Test
    void a_list_without_members_is_no_damage() {
        site.create("list");
        var listed = new ListImages(site.store, site.layers).run(List.of());
        assertThat(listed.damaged()).isEmpty();
        assertThat(listed.rows()).hasSize(2);
    }

    @Test
    void an_existing_name_needs_amend_and_an_image_is_no_list() {
        site.create("list", "a");
        assertThatThrownBy(() -> site.create("list", "b"))
                .satisfies(is(ErrorKind.CONFLICT, "something called list:latest"));
        site.lists.create(LIST, List.of("b"), true, false, site.registries);
        assertThat(site.digests("list")).containsExactly(amd64, arm64);
        Reference image = Reference.parse("a");
        assertThatThrownBy(
                        () -> site.lists.create(image, List.of("b"), true, false, site.registries))
                .satisfies(is(ErrorKind.PRECONDITION, "a:latest is an image and no list"));
        assertThatThrownBy(() -> site.lists.add(image, List.of("b"), false, site.registries))
                .satisfies(is(ErrorKind.PRECONDITION, "no list"));
    }

    @Test
    void what_is_not_there_is_said_and_changes_nothing() {
        Reference none = Reference.parse("none");
        assertThatThrownBy(() -> site.lists.add(none, List.of("a"), false, site.registries))
                .satisfies(is(ErrorKind.NOT_FOUND, "no such manifest list: none:latest"));
        assertThatThrownBy(() -> site.lists.remove(none, "a", site.registries))
                .satisfies(is(ErrorKind.NOT_FOUND, "no such manifest list"));
        site.create("list", "a");
        byte[] before = site.bytes("list");
        assertThatThrownBy(() -> site.lists.remove(LIST, "b", site.registries))
                .satisfies(is(ErrorKind.NOT_FOUND, "the list list:latest has no b"));
        assertThatThrownBy(
                        () -> site.lists.annotate(LIST, arm64, Map.of(), Map.of(), site.registries))
                .satisfies(is(ErrorKind.NOT_FOUND, "has no " + arm64));
        assertThatThrownBy(() -> site.lists.remove(LIST, "sha256:12", site.registries))
                .satisfies(is(ErrorKind.INVALID_ARGUMENT, "sha256:12"));
        String gone = site.remote("gone:1");
        assertThatThrownBy(() -> site.lists.add(LIST, List.of("b", gone), false, site.registries))
                .satisfies(is(ErrorKind.NOT_FOUND, "gone"));
        assertThat(site.bytes("list")).isEqualTo(before);
    }

    @Test
    void of_a_remote_image_only_manifest_and_config_come() {
        site.registry.with("app", "1", OTHER);
        site.create("list", site.remote("app:1"));
        assertThat(site.digests("list")).containsExactly(OTHER.digest().toString());
        assertThat(site.entries("list").getFirst().object("platform").text("architecture"))
                .isEqualTo("s390x");
        assertThat(site.store.content().has(OTHER.layer(0))).isFalse();
        assertThat(site.registry.log("GET", ".*" + OTHER.layer(0).digest() + ".*")).isEmpty();
        assertThat(site.store.root().resolve("origins"))
                .hasContent(OTHER.digest() + " " + site.remote("app"));
    }

    @Test
    void of_an_index_the_image_for_this_host_is_taken_or_all_of_them_as_they_stand_there() {
        site.remoteIndex("app", "1", OTHER, HOSTS);
        String name = site.remote("app:1");
        site.create("list", name);
        assertThat(site.digests("list")).containsExactly(HOSTS.digest().toString());
        site.lists.create(Reference.parse("all"), List.of(name), false, true, site.registries);
        assertThat(site.digests("all"))
                .containsExactly(OTHER.digest().toString(), HOSTS.digest().toString());
        assertThat(site.text("all")).contains("\"strange\":\"kept\"", "\"os.version\":\"6\"");
        site.lists.annotate(LIST, name, Map.of(), Map.of("a", "b"), site.registries);
        assertThat(site.entries("list").getFirst().object("annotations").text("a")).isEqualTo("b");
        site.lists.create(Reference.parse("copy"), List.of("all"), false, true, site.registries);
        assertThat(site.bytes("copy")).isEqualTo(site.bytes("all"));
    }

    @Test
    void an_index_without_an_image_for_this_host_is_refused_without_all() {
        site.remoteIndex("app", "1", OTHER);
        String name = site.remote("app:1");
        assertThatThrownBy(() -> site.create("list", name))
                .satisfies(is(ErrorKind.NOT_FOUND, "it has no image for linux/"));
        assertThat(site.lists.exists(LIST)).isFalse();
    }

    @Test
    void docker_in_front_of_a_name_passes_the_store_by() {
        site.registry.with("app", "1", HOSTS);
        String name = site.remote("app:1");
        String local = site.importing(name, "linux/amd64", "x").toString();
        site.create("here", name);
        site.create("there", "docker://" + name);
        assertThat(site.digests("here")).containsExactly(local);
        assertThat(site.digests("there")).containsExactly(HOSTS.digest().toString());
        site.lists.remove(Reference.parse("there"), "docker://" + name, site.registries);
        assertThat(site.digests("there")).isEmpty();
    }

    @Test
    void a_config_of_other_bytes_and_an_index_in_an_index_are_refused() {
        site.registry.with("app", "1", OTHER);
        site.registry.when("GET", ".*/blobs/.*").wrongBytes();
        assertThatThrownBy(() -> site.create("list", site.remote("app:1")))
                .satisfies(is(ErrorKind.DATA_LOSS, "other bytes for the config"));
        byte[] inner = ListDocument.EMPTY.bytes();
        site.registry.withManifest("nest", "inner", MediaType.OCI_INDEX, inner);
        Json.Obj entry =
                Json.object()
                        .put("mediaType", MediaType.OCI_INDEX)
                        .put("digest", Digest.of(inner).toString())
                        .put("size", inner.length)
                        .build();
        byte[] outer = ListDocument.EMPTY.with(List.of(entry)).bytes();
        site.registry.withManifest("nest", "1", MediaType.OCI_INDEX, outer);
        Reference name = Reference.parse("list");
        List<String> nested = List.of(site.remote("nest:1"));
        assertThatThrownBy(() -> site.lists.create(name, nested, false, true, site.registries))
                .satisfies(is(ErrorKind.UNSUPPORTED, "can't hold the index"));
        assertThat(site.store.content().list()).hasSize(6);
    }

    @Test
    void lists_that_many_add_to_at_once_lose_nothing() throws InterruptedException {
        site.create("list");
        for (int i = 0; i < 8; i++) {
            site.importing("m" + i, "linux/amd64", "m" + i);
        }
        List<Thread> threads = new java.util.ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> member = List.of("m" + i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> site.lists.add(LIST, member, false, site.registries)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(site.digests("list")).hasSize(8);
    }
}
