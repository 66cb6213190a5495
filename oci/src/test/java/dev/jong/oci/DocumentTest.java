package dev.jong.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static final String EMPTY =
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String DESCRIPTOR =
            "{\"mediaType\":\"a/b\",\"digest\":\"" + EMPTY + "\",\"size\":0}";

    @Test
    void reads_a_manifest_and_keeps_its_bytes() {
        String text =
                "{ \"schemaVersion\":2,\"config\":"
                        + DESCRIPTOR
                        + ",\n\"layers\":["
                        + DESCRIPTOR
                        + "],\"x\":1}";
        Manifest manifest = Manifest.parse(Text.bytes(text));
        assertThat(manifest.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
        assertThat(manifest.layers()).hasSize(1);
        assertThat(manifest.raw()).isEqualTo(text);
        assertThat(manifest.descriptor().digest()).isEqualTo(Digest.of(Text.bytes(text)));
    }

    @Test
    void a_written_manifest_reads_back() {
        Descriptor config = Descriptor.of(MediaType.OCI_CONFIG, new byte[] {1});
        Descriptor layer = Descriptor.of(MediaType.OCI_LAYER, new byte[] {2});
        Manifest manifest = Manifest.create(config, List.of(layer));
        assertThat(Document.parse(manifest.bytes())).isEqualTo(manifest);
        assertThat(Manifest.create(config, List.of(layer)).raw()).isEqualTo(manifest.raw());
    }

    @Test
    void selects_the_best_platform_of_an_index() {
        Index index =
                (Index)
                        Document.parse(
                                Text.bytes(
                                        index(
                                                "arm\",\"variant\":\"v6",
                                                "arm\",\"variant\":\"v7",
                                                "amd64")));
        assertThat(index.select(Platform.parse("linux/arm/v7")).orElseThrow().platform())
                .hasValue(Platform.parse("linux/arm/v7"));
        assertThat(index.select(Platform.parse("linux/arm/v6")).orElseThrow().platform())
                .hasValue(Platform.parse("linux/arm/v6"));
        assertThat(index.select(Platform.parse("linux/s390x"))).isEmpty();
    }

    @Test
    void M01_refuses_a_document_with_manifests_and_layers() {
        refused(
                "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
                "both manifests and layers");
        refused(
                "{\"schemaVersion\":2,\"manifests\":[],\"config\":" + DESCRIPTOR + "}",
                "both manifests and layers");
        refused(
                "{\"schemaVersion\":2,\"manifests\":null,\"layers\":null}",
                "both manifests and layers");
        refused("{\"schemaVersion\":2,\"layers\":[],\"layers\":[]}", "twice in one object");
    }

    @Test
    void M01_refuses_a_media_type_that_contradicts_the_content() {
        refused(
                "{\"mediaType\":\"" + MediaType.OCI_MANIFEST + "\",\"manifests\":[]}",
                "contradicts");
        refused(
                "{\"mediaType\":\""
                        + MediaType.DOCKER_INDEX
                        + "\",\"config\":"
                        + DESCRIPTOR
                        + ",\"layers\":[]}",
                "contradicts");
    }

    @Test
    void M05_refuses_embedded_data_that_differs_from_the_digest() {
        String good = DESCRIPTOR.replace("}", ",\"data\":\"\"}");
        assertThat(Manifest.parse(manifest(good)).config().size()).isZero();
        assertThatThrownBy(() ->
                        Manifest.parse(manifest(DESCRIPTOR.replace("}", ",\"data\":\"e30=\"}"))))
                .isInstanceOfSatisfying(
                        JongException.class,
                        e -> assertThat(e.kind()).isEqualTo(ErrorKind.DATA_LOSS));
        refused(Text.of(manifest(DESCRIPTOR.replace("}", ",\"data\":\"%%\"}"))), "not base64");
    }

    @Test
    void M07_refuses_a_manifest_over_4_MiB() {
        String start = "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":[]";
        String exact = start + " ".repeat((4 << 20) - start.length() - 1) + "}";
        assertThat(Manifest.parse(Text.bytes(exact)).layers()).isEmpty();
        refused(start + " ".repeat((4 << 20) - start.length()) + "}", "the limit is 4194304");
    }

    @Test
    void M07_refuses_more_than_128_layers() {
        assertThat(Manifest.parse(layers(128)).layers()).hasSize(128);
        refused(Text.of(layers(129)), "too many layers in the manifest: 129, the limit is 128");
        refused(Text.of(layers(500)), "the limit is 128");
    }

    @Test
    void M07_refuses_an_index_of_more_than_10000_entries() {
        String small = "{\"digest\":\"" + EMPTY + "\",\"size\":1}";
        assertThat(((Index) Document.parse(many(small, 10_000))).manifests()).hasSize(10_000);
        refused(Text.of(many("0", 10_001)), "the limit is 10000");
        refused(Text.of(many("0", 100_000)), "the limit is 10000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{\"layers\":{}}",
                "{\"layers\":[1]}",
                "{\"layers\":[null],\"config\":{}}",
                "{\"layers\":[],\"config\":7}",
                "{\"layers\":[],\"config\":{\"size\":-1}}",
                "{\"layers\":[],\"config\":{\"size\":\"1\"}}",
                "{\"layers\":[],\"config\":{\"size\":1e99}}",
                "{\"layers\":[],\"config\":{\"size\":99999999999999999999}}",
                "{\"layers\":[],\"schemaVersion\":\"2\"}",
                "{\"manifests\":7}",
                "{\"manifests\":[{\"platform\":1}]}",
                "{\"manifests\":[],\"annotations\":{\"a\":1}}",
                "{\"manifests\":[],\"mediaType\":{}}"
            })
    void M17_wrong_types_give_one_line(String text) {
        assertThatThrownBy(() -> Document.parse(Text.bytes(text)))
                .isInstanceOf(JongException.class)
                .hasMessageNotContaining("\n");
    }

    @Test
    void refuses_schema_1_by_name() {
        assertThatThrownBy(
                        () -> Document.parse(Text.bytes("{\"schemaVersion\":1,\"fsLayers\":[]}")))
                .hasMessageContaining("schema 1");
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Document.parse(Text.bytes(text)))
                .isInstanceOf(JongException.class)
                .hasMessageContaining(why);
    }

    private static byte[] manifest(String config) {
        return Text.bytes("{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[]}");
    }

    private static byte[] layers(int count) {
        String all = (DESCRIPTOR + ",").repeat(count);
        return Text.bytes(
                "{\"config\":"
                        + DESCRIPTOR
                        + ",\"layers\":["
                        + all.substring(0, all.length() - 1)
                        + "]}");
    }

    private static byte[] many(String entry, int count) {
        String all = (entry + ",").repeat(count);
        return Text.bytes("{\"manifests\":[" + all.substring(0, all.length() - 1) + "]}");
    }

    private static String index(String... architectures) {
        StringBuilder out = new StringBuilder();
        for (String architecture : architectures) {
            out.append(out.isEmpty() ? "" : ",")
                    .append(
                            DESCRIPTOR.replace(
                                    "}",
                                    ",\"platform\":{\"os\":\"linux\",\"architecture\":\""
                                            + architecture
                                            + "\"}}"));
        }
        return "{\"schemaVersion\":2,\"manifests\":[" + out + "]}";
    }
}
