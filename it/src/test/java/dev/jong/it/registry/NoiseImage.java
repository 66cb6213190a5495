package dev.jong.it.registry;

import dev.jong.base.Text;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarWriter;
import dev.jong.testkit.TestImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Images with a layer of noise for each seed, not compressed, which have one file each: `fileSEED`.
public final class NoiseImage {
    /// Bytes of the one file of each layer.
    public static final int SIZE = 4 << 20;

    private NoiseImage() {}

    /// What is in the file of a layer.
    public static byte[] content(int seed) {
        byte[] noise = new byte[SIZE];
        new Random(seed).nextBytes(noise);
        return noise;
    }

    /// An image with a layer for each seed.
    public static TestImage of(int... seeds) {
        List<byte[]> layers = new ArrayList<>();
        for (int seed : seeds) {
            layers.add(layer(seed));
        }
        return TestImage.of(layers, MediaType.OCI_LAYER, layers);
    }

    private static byte[] layer(int seed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(bytes)) {
            writer.add(
                    TarEntry.of(Text.of(Text.bytes("file" + seed)), EntryType.REGULAR)
                            .withMode(0644)
                            .withSize(SIZE),
                    new ByteArrayInputStream(content(seed)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
