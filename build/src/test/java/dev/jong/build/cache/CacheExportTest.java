package dev.jong.build.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Registry;
import dev.jong.image.registry.Repository;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheExportTest {
    private static final Registries NONE =
            new Registries() {
                @Override
                public Repository repository(Reference name) {
                    throw new AssertionError(name);
                }

                @Override
                public Registry registry(String domain) {
                    throw new AssertionError(domain);
                }
            };

    private final Syscalls kernel = new NativeSyscalls();
    @TempDir private Path directory;

    /// A machine with a store.
    private final class Machine {
        final Store store;
        final Layers layers;
        final Places places;

        Machine(String name) {
            store = Store.open(directory.resolve(name), InstantSource.system());
            layers = new Layers(store.root(), kernel, Owners.KEEP);
            places = new Places(store, new UnpackedLayers(store.layers(), layers), kernel);
        }

        BuildCache cache(CacheImport... imports) {
            return new BuildCache(store, layers, kernel, InstantSource.system(), List.of(imports));
        }

        CacheImport load(Location from) {
            return CacheImport.open(places.source(from, NONE), store, layers);
        }

        TreeLayer layer(String content) {
            return new StoreLayer(store.content(), layers)
                    .store(sink ->
                            sink.add(
                                    TarEntry.of("f", EntryType.REGULAR).withSize(content.length()),
                                    new ByteArrayInputStream(Text.bytes(content))))
                    .orElseThrow();
        }
    }

    @Test
    void what_one_machine_exports_another_finds() {
        Machine one = new Machine("one");
        Location to = new Location.Layout(directory.resolve("layout"), Optional.of("cache"));
        TreeLayer layer = one.layer("x");
        List<StepRecord> steps = export(one, layer, to);
        Machine two = new Machine("two");
        try (CacheImport imported = two.load(to);
                BuildCache cache = two.cache(imported)) {
            assertThat(imported.size()).isEqualTo(2);
            assertThat(two.store.content().list()).isEmpty();
            assertThat(cache.find(inputs("made"))).contains(steps.getFirst());
            assertThat(cache.find(inputs("empty")).orElseThrow().layer()).isEmpty();
            assertThat(cache.find(inputs("other"))).isEmpty();
            assertThat(two.layers.find(layer.diffId())).isPresent();
            assertThat(cache.steps()).hasSize(2);
        }
        try (BuildCache cache = two.cache()) {
            assertThat(cache.find(inputs("made"))).isPresent();
        }
    }

    @Test
    void a_layer_that_is_damaged_on_its_way_is_a_miss() throws IOException {
        Machine one = new Machine("one");
        Location to = new Location.Layout(directory.resolve("layout"), Optional.of("cache"));
        TreeLayer layer = one.layer("x");
        export(one, layer, to);
        Path blob = directory.resolve("layout/blobs/sha256/" + layer.blob().digest().hex());
        byte[] bytes = Files.readAllBytes(blob);
        bytes[600] ^= 1;
        Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
        Files.write(blob, bytes);
        Machine two = new Machine("two");
        try (CacheImport imported = two.load(to);
                BuildCache cache = two.cache(imported)) {
            assertThat(cache.find(inputs("made"))).isEmpty();
            assertThat(two.store.content().list()).isEmpty();
        }
        assertThatThrownBy(() ->
                        two.load(new Location.Layout(directory.resolve("no"), Optional.empty())))
                .isInstanceOf(JongException.class);
    }

    @Test
    void steps_within_an_image_have_its_layers() {
        Machine one = new Machine("one");
        TreeLayer layer = one.layer("x");
        Json.Obj config;
        try (BuildCache cache = one.cache()) {
            put(cache, layer);
            Json.Obj files =
                    Json.object()
                            .put("type", "layers")
                            .put("diff_ids", Json.of(List.of(layer.diffId().toString())))
                            .build();
            config =
                    Json.object()
                            .put("architecture", "amd64")
                            .put("os", "linux")
                            .put("rootfs", files)
                            .put(CachedSteps.FIELD, CachedSteps.inline(cache.steps()))
                            .build();
        }
        byte[] bytes = JsonPrinter.bytes(config);
        Descriptor packed = Descriptor.of(MediaType.OCI_LAYER_GZIP, Digest.of(new byte[1]), 1);
        Manifest manifest =
                Manifest.create(Descriptor.of(MediaType.OCI_CONFIG, bytes), List.of(packed));
        List<StepRecord> read = CachedSteps.read(manifest, bytes);
        assertThat(read).hasSize(2);
        assertThat(read)
                .extracting(StepRecord::layer)
                .containsExactlyInAnyOrder(
                        Optional.of(new TreeLayer(layer.diffId(), packed)), Optional.empty());
        assertThat(read).allMatch(step -> step.took().isZero());
    }

    private static List<StepRecord> export(Machine from, TreeLayer layer, Location to) {
        try (BuildCache cache = from.cache()) {
            put(cache, layer);
            new CacheExport(from.store.content(), from.places)
                    .run(cache.steps(), to, NONE, (digest, how) -> {});
            return cache.steps();
        }
    }

    private static void put(BuildCache cache, TreeLayer layer) {
        cache.put(inputs("made"), "RUN x", "p", Optional.of(layer), Duration.ofMillis(7));
        cache.put(inputs("empty"), "RUN true", "q", Optional.empty(), Duration.ZERO);
    }

    private static StepInputs inputs(String name) {
        return new StepInputs.Collector().add("command", name).done();
    }
}
