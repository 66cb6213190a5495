package dev.jong.image.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.image.Tar;
import dev.jong.image.TestStore;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSinksTest {
    private static final Reference NAME = Reference.parse("example.org/box:1");

    @TempDir private Path folder;
    private TestStore from;
    private Manifest image;

    @BeforeEach
    void fill() {
        from = TestStore.open(folder.resolve("from"));
        String config = Archives.config("amd64", Archives.DIFF_ID);
        image = Archives.oci(config, Archives.LAYER, MediaType.OCI_LAYER);
        from.store().content().put(MediaType.OCI_LAYER, Archives.LAYER);
        from.store().content().put(MediaType.OCI_CONFIG, Text.bytes(config));
        from.store().content().put(MediaType.OCI_MANIFEST, image.bytes());
    }

    @Test
    void an_archive_is_read_again_with_its_names_and_digests() {
        for (byte[] archive : List.of(archive(true), archive(false))) {
            TestStore to = TestStore.open(folder.resolve("to" + archive.length));
            List<Carried> read =
                    to.reading().archive(new ByteArrayInputStream(archive), Optional.empty());
            assertThat(read).hasSize(1);
            assertThat(read.getFirst().names()).containsExactly(NAME);
            assertThat(read.getFirst().target()).isEqualTo(image.descriptor());
        }
    }

    @Test
    void an_archive_has_the_list_that_older_readers_want() {
        assertThat(Text.of(archive(true)))
                .contains("\"RepoTags\":[\"example.org/box:1\"]")
                .contains("\"Layers\":[\"blobs/sha256/" + Archives.DIFF_ID.hex());
    }

    @Test
    void Q07_the_same_image_gives_the_same_archive() {
        assertThat(archive(true)).isEqualTo(archive(true));
        assertThat(archive(false)).isEqualTo(archive(false));
    }

    @Test
    void a_damaged_blob_ends_an_archive_before_its_index() throws IOException {
        Path blob = from.store().content().path(Archives.DIFF_ID);
        byte[] bytes = Files.readAllBytes(blob);
        bytes[700] ^= 1;
        Files.write(blob, bytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> write(ImageSinks.dockerArchive(out)))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
        assertThat(Text.of(out.toByteArray())).doesNotContain("index.json");
    }

    @Test
    void a_missing_blob_is_named_before_anything_is_written() throws IOException {
        Files.delete(from.store().content().path(Archives.DIFF_ID));
        assertThatThrownBy(() ->
                        new SendImage(from.store().content(), () -> {}).check(image.descriptor()))
                .hasMessageContaining(Archives.DIFF_ID.toString())
                .hasMessageContaining("missing");
    }

    @Test
    void a_layout_takes_more_images_and_gives_a_name_to_one_only() throws IOException {
        Path layout = folder.resolve("layout");
        write(ImageSinks.layout(layout));
        Files.writeString(
                layout.resolve("index.json"),
                Files.readString(layout.resolve("index.json"))
                        .replace("{\"schemaVersion\"", "{\"extra\":7,\"schemaVersion\""));
        Manifest other =
                Archives.oci(
                        Archives.config("arm64", Archives.DIFF_ID),
                        Archives.LAYER,
                        MediaType.OCI_LAYER);
        from.store()
                .content()
                .put(MediaType.OCI_CONFIG, Text.bytes(Archives.config("arm64", Archives.DIFF_ID)));
        from.store().content().put(MediaType.OCI_MANIFEST, other.bytes());
        try (ImageSink sink = ImageSinks.layout(layout)) {
            new SendImage(from.store().content(), () -> {}).send(other.descriptor(), sink);
            sink.finish(
                    List.of(
                            ImageSink.Entry.tagged(other.descriptor(), "other"),
                            ImageSink.Entry.bare(other.descriptor())));
        }
        write(ImageSinks.layout(layout));
        Json.Obj index = JsonParser.parseObject(Files.readAllBytes(layout.resolve("index.json")));
        assertThat(index.number("extra")).contains(7L);
        assertThat(index.objects("manifests"))
                .extracting(entry -> entry.object("annotations").text(OciLayout.REF_NAME))
                .containsExactly("other", "", "1");
    }

    @Test
    void what_was_not_finished_in_a_directory_is_taken_back() throws IOException {
        Files.delete(from.store().content().path(image.config().digest()));
        Path layout = folder.resolve("layout");
        assertThatThrownBy(() -> write(ImageSinks.layout(layout)));
        assertThat(layout).doesNotExist();
    }

    @Test
    void a_plain_directory_holds_one_image() throws IOException {
        Path directory = folder.resolve("plain");
        write(ImageSinks.directory(directory));
        assertThat(directory.resolve("manifest.json")).hasBinaryContent(image.bytes());
        assertThat(directory.resolve(Archives.DIFF_ID.hex())).hasBinaryContent(Archives.LAYER);
        assertThat(directory.resolve("version")).hasContent("Directory Transport Version: 1.1");
        Descriptor other = Descriptor.of(MediaType.OCI_MANIFEST, Digest.of(new byte[1]), 1);
        try (ImageSink sink = ImageSinks.directory(directory)) {
            assertThatThrownBy(() ->
                            sink.finish(
                                    List.of(
                                            ImageSink.Entry.bare(image.descriptor()),
                                            ImageSink.Entry.bare(other))))
                    .isInstanceOf(JongException.class);
        }
    }

    @Test
    void content_of_another_length_is_refused() {
        Descriptor wrong = Descriptor.of(MediaType.OCI_LAYER, Archives.DIFF_ID, 5);
        byte[] bytes = new Tar().file("x", "y").bytes();
        try (ImageSink sink = ImageSinks.ociArchive(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> sink.blob(wrong, offset -> new ByteArrayInputStream(bytes)))
                    .hasMessageContaining("5 bytes");
        }
    }

    private byte[] archive(boolean docker) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(docker ? ImageSinks.dockerArchive(out) : ImageSinks.ociArchive(out));
        return out.toByteArray();
    }

    private void write(ImageSink place) {
        try (ImageSink sink = place) {
            new SendImage(from.store().content(), () -> {}).send(image.descriptor(), sink);
            sink.finish(List.of(ImageSink.Entry.named(image.descriptor(), NAME)));
        }
    }
}
