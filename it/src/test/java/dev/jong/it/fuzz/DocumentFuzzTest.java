package dev.jong.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Names and documents of images.
@Tag("fuzz")
class DocumentFuzzTest {
    private static final String HEX = "0123456789abcdef".repeat(4);
    private static final String DESCRIPTOR =
            "{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:"
                    + HEX
                    + "\",\"size\":32,\"annotations\":{\"a\":\"b\"}}";
    private static final String MANIFEST =
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                    + DESCRIPTOR.replace("layer.v1.tar+gzip", "config.v1+json")
                    + ",\"layers\":["
                    + DESCRIPTOR
                    + "]}";
    private static final String INDEX =
            "{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                    + "\"digest\":\"sha256:"
                    + HEX
                    + "\",\"size\":7,\"platform\":{\"os\":\"linux\","
                    + "\"architecture\":\"arm64\",\"variant\":\"v8\"}}]}";
    private static final String CONFIG =
            "{\"created\":\"2026-01-01T00:00:00Z\",\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"User\":\"1:2\","
                    + "\"Env\":[\"PATH=/bin\"],\"Entrypoint\":[\"/a\"],\"Cmd\":[\"b\"],\"WorkingDir\":\"/w\","
                    + "\"Volumes\":{\"/v\":{}},\"ExposedPorts\":{\"80/tcp\":{}},\"StopSignal\":\"SIGTERM\","
                    + "\"Labels\":{\"k\":\"v\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                    + HEX
                    + "\"]},\"history\":[{\"created_by\":\"x\",\"empty_layer\":true}]}";

    @Test
    void json_is_refused_or_survives_printing() {
        List<String> seeds =
                List.of(
                        CONFIG,
                        INDEX,
                        "[1,-2.5e3,true,false,null,\"\\u00e9\\n\\ud83d\\ude00\"]",
                        "{\"\":{}}");
        Fuzz.text(
                seeds,
                input -> {
                    Json value = JsonParser.parse(Text.bytes(input));
                    String printed = JsonPrinter.compact(value);
                    assertThat(JsonPrinter.compact(JsonParser.parse(Text.bytes(printed))))
                            .isEqualTo(printed);
                });
    }

    @Test
    void a_manifest_or_index_is_parsed_or_refused() {
        Fuzz.bytes(List.of(Text.bytes(MANIFEST), Text.bytes(INDEX)), Document::parse);
    }

    @Test
    void an_image_config_is_parsed_or_refused() {
        Fuzz.bytes(List.of(Text.bytes(CONFIG)), ImageConfig::parse);
    }

    @Test
    void an_accepted_reference_is_its_own_spelling() {
        List<String> seeds =
                List.of(
                        "hello",
                        "a/b:tag",
                        "localhost:5000/a/b@sha256:" + HEX,
                        "[::1]:5000/x:y@sha256:" + HEX);
        Fuzz.text(
                seeds,
                input -> {
                    Reference reference = Reference.parse(input);
                    assertThat(Reference.parse(reference.toString())).isEqualTo(reference);
                });
    }

    @Test
    void an_accepted_digest_is_its_own_spelling() {
        Fuzz.text(
                List.of("sha256:" + HEX, "sha512:" + HEX + HEX),
                input -> assertThat(Digest.parse(input).toString()).isEqualTo(input));
    }

    @Test
    void a_platform_is_parsed_or_refused() {
        Fuzz.text(List.of("linux/amd64", "linux/arm/v7", "arm64"), Platform::parse);
    }
}
