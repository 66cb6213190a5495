package dev.jong.image.transport;

import static dev.jong.image.transport.Archives.DIFF_ID;
import static dev.jong.image.transport.Archives.LAYER;
import static dev.jong.image.transport.Archives.blob;
import static dev.jong.image.transport.Archives.config;
import static dev.jong.image.transport.Archives.docker;
import static dev.jong.image.transport.Archives.layout;
import static dev.jong.image.transport.Archives.manifest;
import static dev.jong.image.transport.Archives.named;
import static dev.jong.image.transport.Archives.oci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.Tar;
import dev.jong.image.TestStore;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.content.ContentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadImagesTest {
    @TempDir Path directory;
    private TestStore test;

    @BeforeEach
    void open() {
        test = TestStore.open(directory.resolve("store"));
    }

    @Test
    void reads_a_docker_archive_with_the_manifest_at_the_end() throws IOException {
        Carried image = only(load(docker("\"debian:12\",\"quay.io/x/y:z\"").bytes()));
        assertThat(image.names())
                .containsExactly(Reference.parse("debian:12"), Reference.parse("quay.io/x/y:z"));
        assertThat(image.image().id()).isEqualTo(Digest.of(Text.bytes(config("amd64", DIFF_ID))));
        assertThat(image.image().content().layers())
                .containsExactly(Descriptor.of(MediaType.OCI_LAYER, LAYER));
        assertThat(image.target()).isEqualTo(image.image().content().descriptor());
        assertThat(test.layers().has(DIFF_ID)).isTrue();
        assertThat(staged()).isZero();
    }

    @Test
    void the_same_archive_gives_the_same_image_when_it_is_compressed_or_loaded_twice() {
        byte[] plain = docker("\"a:b\"").bytes();
        Digest first = only(load(plain)).target().digest();
        assertThat(only(load(Tar.gzip(plain))).target().digest()).isEqualTo(first);
        assertThat(only(load(com.github.luben.zstd.Zstd.compress(plain))).target().digest())
                .isEqualTo(first);
    }

    @Test
    void follows_links_between_the_members_of_a_docker_archive() {
        Tar tar =
                new Tar()
                        .file(DIFF_ID.hex() + ".tar", LAYER)
                        .link("abc/layer.tar", "../" + DIFF_ID.hex() + ".tar")
                        .file("./c.json", config("amd64", DIFF_ID))
                        .file("manifest.json", manifest("c.json", "", "abc/layer.tar"));
        assertThat(only(load(tar.bytes())).names()).isEmpty();
    }

    @Test
    void reads_compressed_layers_of_a_docker_archive() {
        byte[] blob = Tar.gzip(LAYER);
        Tar tar =
                new Tar()
                        .file("manifest.json", manifest("c.json", "", "l"))
                        .file("c.json", config("amd64", DIFF_ID))
                        .file("l", blob);
        assertThat(only(load(tar.bytes())).image().content().layers())
                .containsExactly(Descriptor.of(MediaType.OCI_LAYER_GZIP, blob));
    }

    @Test
    void reads_an_oci_archive_and_keeps_its_manifest() {
        byte[] blob = Tar.gzip(LAYER);
        Manifest manifest = oci(config("amd64", DIFF_ID), blob, MediaType.OCI_LAYER_GZIP);
        Carried image = only(load(archive(manifest, blob, "docker.io/library/debian:12")));
        assertThat(image.target().digest()).isEqualTo(manifest.descriptor().digest());
        assertThat(image.names()).containsExactly(Reference.parse("debian:12"));
        assertThat(test.store().content().has(image.target())).isTrue();
    }

    @Test
    void a_reference_name_that_is_only_a_tag_names_nothing() {
        Manifest manifest = oci(config("amd64", DIFF_ID), LAYER, MediaType.OCI_LAYER);
        assertThat(only(load(archive(manifest, LAYER, "latest"))).names()).isEmpty();
    }

    @Test
    void picks_a_platform_out_of_a_nested_index_and_unpacks_it() throws IOException {
        Path layout = nested();
        Carried host =
                only(
                        test.reading()
                                .directory(
                                        layout,
                                        Optional.empty(),
                                        Optional.of(Platform.parse("linux/s390x"))));
        assertThat(host.image().config().platform()).isEqualTo(Platform.parse("linux/s390x"));
        Carried all = only(test.reading().directory(layout, Optional.of("v1"), Optional.empty()));
        assertThat(MediaType.isIndex(all.target().mediaType())).isTrue();
        assertThatThrownBy(
                        () -> test.reading().directory(layout, Optional.of("v2"), Optional.empty()))
                .hasMessageContaining("tagged v2");
        assertThatThrownBy(() ->
                        test.reading()
                                .directory(
                                        layout,
                                        Optional.empty(),
                                        Optional.of(Platform.parse("linux/mips"))))
                .satisfies(is(ErrorKind.NOT_FOUND));
    }

    @Test
    void a_wanted_platform_is_the_only_one_that_is_stored() throws IOException {
        for (byte[] archive : List.of(several(true), several(false))) {
            Carried image = only(load(archive, "linux/arm64"));
            assertThat(image.image().config().platform()).isEqualTo(Platform.parse("linux/arm64"));
            assertThat(MediaType.isIndex(image.target().mediaType())).isFalse();
            assertThat(test.store().content().list())
                    .containsExactlyInAnyOrder(
                            image.target().digest(), image.image().id(), DIFF_ID);
        }
    }

    @Test
    void a_platform_that_is_not_there_is_told_with_those_that_are() throws IOException {
        byte[] docker = docker("\"a:b\"").bytes();
        for (byte[] archive : List.of(several(true), several(false))) {
            assertThatThrownBy(() -> load(archive, "linux/s390x"))
                    .satisfies(is(ErrorKind.NOT_FOUND))
                    .hasMessage("there is no image for the platform linux/s390x here")
                    .extracting(error -> ((JongException) error).hint())
                    .isEqualTo("there are images for linux/amd64, linux/arm64");
        }
        assertThatThrownBy(() -> load(docker, "linux/arm64"))
                .satisfies(is(ErrorKind.NOT_FOUND))
                .extracting(error -> ((JongException) error).hint())
                .isEqualTo("there are images for linux/amd64");
        assertThat(only(load(docker, "linux/amd64")).names()).hasSize(1);
    }

    @Test
    void T29_a_cut_archive_is_refused_and_leaves_nothing_staged() throws IOException {
        byte[] whole = docker("\"a:b\"").bytes();
        for (int length = 0; length < whole.length - 1024; length += 512) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> load(cut))
                    .isInstanceOf(JongException.class)
                    .hasMessageNotContaining("\n");
        }
        assertThat(staged()).isZero();
        assertThat(only(load(whole)).names()).hasSize(1);
    }

    @Test
    void T29_a_layer_without_an_end_mark_is_taken_when_it_is_the_one_of_its_config() {
        byte[] bare = java.util.Arrays.copyOf(LAYER, 512 + "hello".length());
        assertThat(only(load(bare(bare, Digest.of(bare)))).image().diffIds())
                .allMatch(test.layers()::has);
        byte[] cut = java.util.Arrays.copyOf(bare, bare.length - 1);
        assertThatThrownBy(() -> load(bare(cut, Digest.of(cut))))
                .satisfies(is(ErrorKind.DATA_LOSS))
                .hasMessageContaining("stops within a member");
        byte[] other = java.util.Arrays.copyOf(LAYER, 512 + 512);
        assertThatThrownBy(() -> load(bare(other, DIFF_ID))).satisfies(is(ErrorKind.DATA_LOSS));
    }

    private static byte[] bare(byte[] layer, Digest diffId) {
        return new Tar()
                .file("l", layer)
                .file("c.json", config("amd64", diffId))
                .file("manifest.json", manifest("c.json", "", "l"))
                .bytes();
    }

    @Test
    void G01_a_blob_with_wrong_bytes_is_refused() {
        Manifest manifest = oci(config("amd64", DIFF_ID), LAYER, MediaType.OCI_LAYER);
        byte[] other = new Tar().file("hello", "HELLO").bytes();
        Tar tar =
                blob(blob(new Tar(), manifest.bytes()), Text.bytes(config("amd64", DIFF_ID)))
                        .file("blobs/sha256/" + DIFF_ID.hex(), other);
        assertThatThrownBy(() -> load(layout(tar, named(manifest.descriptor(), "a:b")).bytes()))
                .satisfies(is(ErrorKind.NOT_FOUND))
                .hasMessageContaining(DIFF_ID.toString());
    }

    @Test
    void a_layer_that_is_not_the_one_of_its_config_is_refused() {
        Digest wrong = Digest.of(new byte[] {1});
        Tar tar =
                new Tar()
                        .file("l", LAYER)
                        .file("c.json", config("amd64", wrong))
                        .file("manifest.json", manifest("c.json", "", "l"));
        assertThatThrownBy(() -> load(tar.bytes()))
                .satisfies(is(ErrorKind.DATA_LOSS))
                .hasMessageContaining(wrong.toString());
    }

    @Test
    void M09_deeply_nested_indexes_are_refused() {
        Manifest manifest = oci(config("amd64", DIFF_ID), LAYER, MediaType.OCI_LAYER);
        Tar tar =
                blob(
                        blob(blob(new Tar(), LAYER), manifest.bytes()),
                        Text.bytes(config("amd64", DIFF_ID)));
        Descriptor inner = manifest.descriptor();
        for (int i = 0; i < 1000; i++) {
            byte[] index =
                    Text.bytes(
                            "{\"schemaVersion\":2,\"manifests\":[" + named(inner, "n" + i) + "]}");
            blob(tar, index);
            inner = Descriptor.of(MediaType.OCI_INDEX, index);
        }
        byte[] bytes = layout(tar, named(inner, "a:b")).bytes();
        assertThatThrownBy(() -> load(bytes)).hasMessageContaining("indexes inside each other");
    }

    @Test
    void M07_too_large_documents_are_refused_by_their_limit() {
        String list = manifest("c.json", "", "l");
        Tar large =
                new Tar().file("manifest.json", list + " ".repeat((1 << 20) + 1 - list.length()));
        assertThatThrownBy(() -> load(large.bytes())).hasMessageContaining("the limit is 1048576");
        String config = config("amd64", DIFF_ID);
        Tar config4 =
                new Tar()
                        .file("l", LAYER)
                        .file("c.json", config + " ".repeat((4 << 20) + 1 - config.length()))
                        .file("manifest.json", list);
        assertThatThrownBy(() -> load(config4.bytes()))
                .hasMessageContaining("the limit is 4194304");
    }

    @Test
    void M07_500_layers_are_refused() {
        String layers = "\"l\",".repeat(499) + "\"l\"";
        Tar tar =
                new Tar()
                        .file("c.json", config("amd64"))
                        .file(
                                "manifest.json",
                                "[{\"Config\":\"c.json\",\"Layers\":[" + layers + "]}]");
        assertThatThrownBy(() -> load(tar.bytes())).hasMessageContaining("500, the limit is 128");
    }

    @Test
    void M17_wrong_types_give_one_line() {
        for (String list :
                List.of(
                        "{}",
                        "[1]",
                        "[{}]",
                        "[{\"Config\":1}]",
                        "[{\"Layers\":{}}]",
                        "[{\"RepoTags\":[1]}]")) {
            assertThatThrownBy(() -> load(new Tar().file("manifest.json", list).bytes()))
                    .isInstanceOf(JongException.class)
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void M19_tags_come_only_from_the_grammar() {
        for (String tag : List.of("../../x", "--help", "A:b", "a b", "a\\u001b[2J")) {
            assertThatThrownBy(() -> load(docker("\"" + tag + "\"").bytes()))
                    .satisfies(is(ErrorKind.INVALID_ARGUMENT));
        }
    }

    @Test
    void members_are_never_paths_on_the_host() throws IOException {
        Path canary = directory.resolve("canary");
        Tar tar =
                new Tar()
                        .file("../../../canary", "{}")
                        .file(canary.toString(), "{}")
                        .link("l", canary.toString())
                        .file("c.json", config("amd64", DIFF_ID))
                        .file("manifest.json", manifest("c.json", "", "l"));
        assertThatThrownBy(() -> load(tar.bytes())).isInstanceOf(JongException.class);
        assertThat(canary).doesNotExist();
    }

    @Test
    void links_in_a_circle_are_refused() {
        Tar tar = new Tar().link("manifest.json", "a").link("a", "manifest.json");
        assertThatThrownBy(() -> load(tar.bytes())).hasMessageContaining("too many links");
    }

    @Test
    void something_else_is_no_image_archive() {
        assertThatThrownBy(() -> load(LAYER)).hasMessageContaining("no image archive");
    }

    @Test
    void a_link_in_a_layout_directory_is_not_followed() throws IOException {
        Path layout = nested();
        Path index = layout.resolve("index.json");
        Files.move(index, directory.resolve("elsewhere"));
        Files.createSymbolicLink(index, directory.resolve("elsewhere"));
        assertThatThrownBy(
                        () -> test.reading().directory(layout, Optional.empty(), Optional.empty()))
                .satisfies(is(ErrorKind.NOT_FOUND));
    }

    @Test
    void R033_loading_again_heals_a_damaged_blob() throws IOException {
        byte[] archive = docker("\"a:b\"").bytes();
        Carried image = only(load(archive));
        Files.write(test.store().content().path(image.image().id()), new byte[] {1});
        Files.write(test.store().content().path(DIFF_ID), new byte[] {1});
        load(archive);
        assertThat(test.store().content().read(image.image().id())).isNotEmpty();
        assertThat(test.store().content().read(DIFF_ID)).isEqualTo(LAYER);
    }

    @Test
    void R033_loading_a_layout_again_heals_blobs_that_kept_their_size() throws IOException {
        Path layout = nested();
        test.reading().directory(layout, Optional.empty());
        ContentStore content = test.store().content();
        List<Digest> blobs = content.list();
        for (Digest blob : blobs) {
            change(content.path(blob));
        }
        test.reading().directory(layout, Optional.empty());
        assertThat(blobs).hasSize(6).allMatch(content::isWhole);
    }

    @Test
    void R033_loading_an_archive_again_heals_blobs_that_kept_their_size() throws IOException {
        ContentStore content = test.store().content();
        for (byte[] archive : List.of(several(true), several(false), docker("\"a:b\"").bytes())) {
            load(archive);
            List<Digest> blobs = content.list();
            for (Digest blob : blobs) {
                change(content.path(blob));
            }
            load(archive);
            assertThat(blobs).hasSizeGreaterThan(2).allMatch(content::isWhole);
            blobs.forEach(content::remove);
        }
    }

    private static void change(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private Path nested() throws IOException {
        Path layout = Files.createDirectories(directory.resolve("layout"));
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        StringBuilder entries = new StringBuilder();
        for (String architecture : List.of("amd64", "s390x")) {
            String config = config(architecture, DIFF_ID);
            Manifest manifest = oci(config, LAYER, MediaType.OCI_LAYER);
            for (byte[] blob : List.of(Text.bytes(config), manifest.bytes(), LAYER)) {
                Files.write(blobs.resolve(Digest.of(blob).hex()), blob);
            }
            String json = dev.jong.base.json.JsonPrinter.compact(manifest.descriptor().toJson());
            entries.append(entries.isEmpty() ? "" : ",")
                    .append(json, 0, json.length() - 1)
                    .append(
                            ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                                    + architecture
                                    + "\"}}");
        }
        byte[] index = Text.bytes("{\"schemaVersion\":2,\"manifests\":[" + entries + "]}");
        Files.write(blobs.resolve(Digest.of(index).hex()), index);
        String top = named(Descriptor.of(MediaType.OCI_INDEX, index), "v1");
        Files.writeString(
                layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + top + "]}");
        return layout;
    }

    /// An OCI archive of images for amd64 and arm64 under one name, and an index that also knows one it lacks.
    ///
    /// @param nested whether the images hang in an index of their own, else they stand in `index.json`
    private static byte[] several(boolean nested) {
        Tar tar = blob(new Tar(), LAYER);
        List<String> entries = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64", "s390x")) {
            String config = config(architecture, DIFF_ID);
            Manifest manifest = oci(config, LAYER, MediaType.OCI_LAYER);
            boolean here = !architecture.equals("s390x");
            if (here) {
                blob(blob(tar, Text.bytes(config)), manifest.bytes());
            }
            String json = named(manifest.descriptor(), "x.example/several:1");
            if (nested) {
                entries.add(
                        json.substring(0, json.length() - 1)
                                + ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                                + architecture
                                + "\"}}");
            } else if (here) {
                entries.add(json);
            }
        }
        if (!nested) {
            return layout(tar, entries.toArray(new String[0])).bytes();
        }
        byte[] index =
                Text.bytes(
                        "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}");
        Descriptor over = Descriptor.of(MediaType.OCI_INDEX, index);
        return layout(blob(tar, index), named(over, "x.example/several:1")).bytes();
    }

    private List<Carried> load(byte[] archive, String platform) {
        return test.reading()
                .archive(new ByteArrayInputStream(archive), Optional.of(Platform.parse(platform)));
    }

    private static byte[] archive(Manifest manifest, byte[] layer, String name) {
        Tar tar =
                blob(
                        blob(blob(new Tar(), layer), manifest.bytes()),
                        Text.bytes(config("amd64", DIFF_ID)));
        return layout(tar, named(manifest.descriptor(), name)).bytes();
    }

    private List<Carried> load(byte[] archive) {
        return test.reading().archive(new ByteArrayInputStream(archive), Optional.empty());
    }

    private static Carried only(List<Carried> images) {
        assertThat(images).hasSize(1);
        return images.getFirst();
    }

    private long staged() throws IOException {
        try (Stream<Path> files = Files.walk(test.store().temporary())) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static java.util.function.Consumer<Throwable> is(ErrorKind kind) {
        return e ->
                assertThat(e)
                        .isInstanceOfSatisfying(
                                JongException.class, j -> assertThat(j.kind()).isEqualTo(kind));
    }
}
