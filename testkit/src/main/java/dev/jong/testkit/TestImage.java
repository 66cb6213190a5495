package dev.jong.testkit;

import dev.jong.base.Text;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// An image for registries: a manifest, a config and layers.
///
/// @param blobs config and layers by digest, config first
public record TestImage(byte[] manifest, Map<String, byte[]> blobs) {
    /// An image with layers of random bytes, which are no archives.
    ///
    /// @param sizes of the layers
    public static TestImage of(int... sizes) {
        List<byte[]> layers = new ArrayList<>();
        for (int size : sizes) {
            byte[] bytes = new byte[size];
            new Random(size * 31L + layers.size()).nextBytes(bytes);
            layers.add(bytes);
        }
        return of(layers, MediaType.OCI_LAYER_GZIP, layers);
    }

    /// An image with these layers.
    ///
    /// @param layers as they are sent
    /// @param mediaType of all layers
    /// @param plain the layers unpacked to tar, whose digests are the diff ids
    public static TestImage of(List<byte[]> layers, String mediaType, List<byte[]> plain) {
        List<String> diffIds = plain.stream().map(bytes -> "\"" + Digest.of(bytes) + "\"").toList();
        byte[] config =
                Text.bytes(
                        "{\"architecture\":\""
                                + (System.getProperty("os.arch").equals("aarch64")
                                        ? "arm64"
                                        : "amd64")
                                + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/hello\"]},\"rootfs\":{\"type\":\"layers\","
                                + "\"diff_ids\":["
                                + String.join(",", diffIds)
                                + "]}}");
        Map<String, byte[]> blobs = new LinkedHashMap<>();
        blobs.put(Digest.of(config).toString(), config);
        List<String> entries = new ArrayList<>();
        for (byte[] layer : layers) {
            blobs.put(Digest.of(layer).toString(), layer);
            entries.add(entry(mediaType, layer));
        }
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\""
                        + MediaType.OCI_MANIFEST
                        + "\",\"config\":"
                        + entry(MediaType.OCI_CONFIG, config)
                        + ",\"layers\":["
                        + String.join(",", entries)
                        + "]}";
        return new TestImage(Text.bytes(manifest), blobs);
    }

    /// The same image, but its config says that it is for another processor.
    public TestImage on(String architecture) {
        byte[] before = bytes(-1);
        Map<String, byte[]> others = new LinkedHashMap<>(blobs);
        others.remove(Digest.of(before).toString());
        byte[] config =
                Text.bytes(
                        Text.of(before)
                                .replaceFirst(
                                        "\"architecture\":\"[^\"]*\"",
                                        "\"architecture\":\"" + architecture + "\""));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(Digest.of(config).toString(), config);
        all.putAll(others);
        String text =
                Text.of(manifest)
                        .replace(
                                entry(MediaType.OCI_CONFIG, before),
                                entry(MediaType.OCI_CONFIG, config));
        return new TestImage(Text.bytes(text), all);
    }

    /// The manifest's media type.
    public String mediaType() {
        return MediaType.OCI_MANIFEST;
    }

    /// The manifest's digest.
    public Digest digest() {
        return Digest.of(manifest);
    }

    /// The descriptor of a layer, from 0.
    public Descriptor layer(int index) {
        byte[] bytes = bytes(index);
        return Descriptor.of(MediaType.OCI_LAYER_GZIP, bytes);
    }

    /// The bytes of a layer, from 0.
    public byte[] bytes(int index) {
        return List.copyOf(blobs.values()).get(index + 1);
    }

    private static String entry(String type, byte[] bytes) {
        return "{\"mediaType\":\""
                + type
                + "\",\"digest\":\""
                + Digest.of(bytes)
                + "\",\"size\":"
                + bytes.length
                + "}";
    }
}
