package dev.jong.image.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.ImageReader;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images in whose documents each value, one after the other, is gone or of every other type.
class WrongTypesTest {
    private static final List<Json> OTHERS =
            List.of(
                    new Json.Null(),
                    new Json.Bool(true),
                    new Json.Num("-1"),
                    new Json.Num("1e400"),
                    Json.of("x"),
                    new Json.Arr(List.of()),
                    new Json.Arr(List.of(new Json.Null())),
                    new Json.Arr(List.of(new Json.Num("7"))),
                    Json.EMPTY,
                    JsonParser.parseObject(Text.bytes("{\"a\":null}")),
                    JsonParser.parseObject(Text.bytes("{\"a\":[7]}")));

    @TempDir Path directory;
    private final MemoryRepository repository = new MemoryRepository();

    @Test
    void M17_every_value_of_every_type_gives_an_image_or_one_line() {
        byte[] manifest = RegistryPull.image("x").manifest();
        byte[] config = config();
        repository.blob(config);
        RegistryPull.image("x").blobs().values().forEach(repository::blob);
        String full =
                Text.of(manifest)
                        .replace(
                                Digest.of(
                                                RegistryPull.image("x")
                                                        .blobs()
                                                        .values()
                                                        .iterator()
                                                        .next())
                                        .toString(),
                                Digest.of(config).toString());
        Json.Obj whole = JsonParser.parseObject(Text.bytes(full));
        whole = whole.with("annotations", JsonParser.parseObject(Text.bytes("{\"a\":\"b\"}")));
        whole = whole.with("config", sized(whole.object("config"), config));
        TestPull test = new TestPull();
        assertThat(test.of(whole)).as("unchanged").isTrue();
        int refused = 0;
        for (Json each : changed(whole)) {
            refused += test.of(each) ? 0 : 1;
        }
        for (Json each : changed(JsonParser.parseObject(config))) {
            byte[] bytes = JsonPrinter.bytes(each);
            repository.blob(bytes);
            refused += test.of(whole.with("config", sized(whole.object("config"), bytes))) ? 0 : 1;
        }
        repository.manifest("image", JsonPrinter.bytes(whole));
        for (Json each : changed(index(JsonPrinter.bytes(whole)))) {
            refused += test.of(each) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(300);
    }

    /// Pulls, and reads what was pulled.
    private final class TestPull {
        private final RegistryPull place = new RegistryPull(directory.resolve("store"));

        /// Whether it was an image.
        boolean of(Json document) {
            byte[] bytes = JsonPrinter.bytes(document);
            repository.manifests.put("1", bytes);
            repository.types.put("1", MediaType.OCI_MANIFEST);
            try {
                Descriptor target = place.pull(repository);
                new ImageReader(place.test.store().content())
                        .read(Optional.empty(), target, Optional.empty());
                return true;
            } catch (JongException e) {
                assertThat(e.kind()).as(Text.of(bytes)).isNotEqualTo(ErrorKind.INTERNAL);
                assertThat(e.getMessage()).as(Text.of(bytes)).doesNotContain("\n", "java.");
                return false;
            } catch (RuntimeException e) {
                throw new AssertionError(Text.of(bytes), e);
            }
        }
    }

    private static Json.Obj sized(Json.Obj descriptor, byte[] bytes) {
        return descriptor
                .with("digest", Json.of(Digest.of(bytes).toString()))
                .with("size", Json.of((long) bytes.length));
    }

    private static Json.Obj index(byte[] manifest) {
        return JsonParser.parseObject(
                Text.bytes(
                        "{\"schemaVersion\":2,\"mediaType\":\""
                                + MediaType.OCI_INDEX
                                + "\",\"annotations\":{\"a\":\"b\"},\"manifests\":["
                                + RegistryPull.entry(
                                        MediaType.OCI_MANIFEST,
                                        Digest.of(manifest).toString(),
                                        manifest.length,
                                        ",\"annotations\":{\"a\":\"b\"},\"platform\":{\"os\":\"linux\","
                                                + "\"architecture\":\""
                                                + Platform.host().architecture()
                                                + "\",\"variant\":\"v1\",\"os.version\":\"1\",\"os.features\":[\"a\"]}")
                                + "]}"));
    }

    private static byte[] config() {
        String diffId = RegistryPull.image("x").layer(0).digest().toString();
        return Text.bytes(
                "{\"architecture\":\""
                        + Platform.host().architecture()
                        + "\",\"os\":\"linux\",\"variant\":\"v1\",\"created\":\"2020-01-01T00:00:00Z\",\"author\":\"a\","
                        + "\"config\":{\"User\":\"u\",\"ExposedPorts\":{\"80/tcp\":{}},\"Env\":[\"A=b\"],"
                        + "\"Entrypoint\":[\"/a\"],\"Cmd\":[\"/b\"],\"Volumes\":{\"/v\":{}},\"WorkingDir\":\"/w\","
                        + "\"Labels\":{\"l\":\"m\"},\"StopSignal\":\"TERM\",\"Shell\":[\"/s\"],"
                        + "\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"],\"Interval\":1000000000,\"Retries\":3}},"
                        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                        + diffId
                        + "\"]},\"history\":[{\"created\":\"2020-01-01T00:00:00Z\",\"created_by\":\"c\",\"empty_layer\":false}]}");
    }

    /// The same with one value changed, in all ways.
    private static List<Json> changed(Json json) {
        List<Json> out = new ArrayList<>(OTHERS);
        switch (json) {
            case Json.Obj object ->
                    object.fields()
                            .forEach((key, value) -> {
                                Map<String, Json> without = new LinkedHashMap<>(object.fields());
                                without.remove(key);
                                out.add(new Json.Obj(without));
                                changed(value).forEach(other -> out.add(object.with(key, other)));
                            });
            case Json.Arr array -> {
                for (int i = 0; i < array.items().size(); i++) {
                    for (Json other : changed(array.items().get(i))) {
                        List<Json> items = new ArrayList<>(array.items());
                        items.set(i, other);
                        out.add(new Json.Arr(items));
                    }
                }
            }
            case Json.Null _, Json.Bool _, Json.Num _, Json.Str _ -> {}
        }
        return out;
    }
}
