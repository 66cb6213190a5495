package dev.jong.service.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.Images;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.usage.LineFile;
import dev.jong.testkit.ScriptedRegistry;
import dev.jong.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A store, a registry, and what makes and sends lists of images.
final class ListSite implements AutoCloseable {
    final ScriptedRegistry registry = ScriptedRegistry.open();
    final HttpRegistries registries = new HttpRegistries(Access.plain(Map.of()), line -> {});
    final Store store;
    final UnpackedLayers layers;
    final ManifestLists lists;
    final PushList pushing;

    ListSite(Path directory) {
        store =
                Store.open(
                        directory.resolve("store"),
                        InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z")));
        layers =
                new UnpackedLayers(
                        store.layers(),
                        new Layers(store.root(), new NativeSyscalls(), Owners.KEEP));
        LineFile origins = new LineFile(store.root().resolve("origins"));
        lists = new ManifestLists(store, layers, Set::of, origins);
        pushing = new PushList(store, origins);
    }

    /// Imports an image; returns its manifest's digest.
    Digest importing(String name, String platform, String content) {
        new ImportImage(store, layers, Set::of)
                .run(
                        new ByteArrayInputStream(TarFile.of(content)),
                        new ImportImage.Options(
                                Optional.of(Reference.parse(name)),
                                List.of(),
                                "",
                                Optional.of(Platform.parse(platform)),
                                Optional.empty()));
        return new Images(store).resolve(name, Optional.empty()).manifest().digest();
    }

    /// Puts an index with these images into the registry, with a field that nobody knows.
    void remoteIndex(String repository, String tag, TestImage... images) {
        List<Json> entries = new ArrayList<>();
        for (TestImage image : images) {
            registry.with(repository, "each", image);
            Json.Obj config = JsonParser.parseObject(image.blobs().values().iterator().next());
            entries.add(
                    Json.object()
                            .put("mediaType", image.mediaType())
                            .put("digest", image.digest().toString())
                            .put("size", image.manifest().length)
                            .put(
                                    "platform",
                                    Json.object()
                                            .put("architecture", config.text("architecture"))
                                            .put("os", "linux")
                                            .put("os.version", "6")
                                            .build())
                            .put("strange", "kept")
                            .build());
        }
        Json.Obj index =
                Json.object()
                        .put("schemaVersion", 2)
                        .put("manifests", new Json.Arr(entries))
                        .build();
        registry.withManifest(repository, tag, MediaType.OCI_INDEX, JsonPrinter.bytes(index));
    }

    String remote(String rest) {
        return registry.authority() + "/" + rest;
    }

    void create(String name, String... members) {
        lists.create(Reference.parse(name), List.of(members), false, false, registries);
    }

    List<Json.Obj> entries(String name) {
        return JsonParser.parseObject(bytes(name)).objects("manifests");
    }

    List<String> digests(String name) {
        return entries(name).stream().map(entry -> entry.text("digest")).toList();
    }

    byte[] bytes(String name) {
        return lists.find(Reference.parse(name)).orElseThrow();
    }

    String text(String name) {
        return Text.of(bytes(name));
    }

    static Consumer<Throwable> is(ErrorKind kind, String text) {
        return e ->
                assertThat(e)
                        .isInstanceOfSatisfying(
                                JongException.class,
                                j -> {
                                    assertThat(j.kind()).isEqualTo(kind);
                                    assertThat(j.text()).contains(text);
                                });
    }

    @Override
    public void close() {
        registries.close();
        registry.close();
    }
}
