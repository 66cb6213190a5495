package dev.jong.image.pull;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonPrinter;
import dev.jong.image.Tar;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A small image, as a registry has it.
public record TestImage(byte[] manifest, byte[] config, List<byte[]> layers, List<Digest> diffIds) {
    /// Bytes of noise in each layer; more than one piece of a download.
    public static final int NOISE = 700_000;

    /// An image whose layers are made from seeds: the same seed gives the same layer.
    public static TestImage of(String architecture, int... seeds) {
        List<byte[]> layers = new ArrayList<>();
        List<Digest> diffIds = new ArrayList<>();
        for (int seed : seeds) {
            byte[] noise = new byte[NOISE];
            new Random(seed).nextBytes(noise);
            byte[] plain = new Tar().file("layer-" + seed, noise).bytes();
            layers.add(Tar.gzip(plain));
            diffIds.add(Digest.of(plain));
        }
        return of(architecture, layers, diffIds);
    }

    public static TestImage of(String architecture, List<byte[]> layers, List<Digest> diffIds) {
        byte[] config = Text.bytes(config(architecture, diffIds));
        List<Descriptor> descriptors =
                layers.stream().map(l -> Descriptor.of(MediaType.OCI_LAYER_GZIP, l)).toList();
        Manifest manifest =
                Manifest.create(Descriptor.of(MediaType.OCI_CONFIG, config), descriptors);
        return new TestImage(manifest.bytes(), config, layers, diffIds);
    }

    public static String config(String architecture, List<Digest> diffIds) {
        return JsonPrinter.compact(
                Json.object()
                        .put("architecture", architecture)
                        .put("os", "linux")
                        .put("config", Json.EMPTY)
                        .put(
                                "rootfs",
                                Json.object()
                                        .put("type", "layers")
                                        .put(
                                                "diff_ids",
                                                Json.of(
                                                        diffIds.stream()
                                                                .map(Digest::toString)
                                                                .toList()))
                                        .build())
                        .build());
    }

    public Digest layer(int index) {
        return Digest.of(layers.get(index));
    }

    public Digest digest() {
        return Digest.of(manifest);
    }

    public void into(MemoryRepository repository, String tag) {
        layers.forEach(repository::blob);
        repository.blob(config).manifest(tag, manifest);
    }
}
