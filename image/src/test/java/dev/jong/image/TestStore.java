package dev.jong.image;

import dev.jong.image.transport.ReadImages;
import dev.jong.linux.NativeSyscalls;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// A store in a directory of the test, with everything that works on it.
public record TestStore(Store store, UnpackedLayers layers) {
    /// Opens it; files belong to whoever runs the test.
    public static TestStore open(Path root) {
        Store store = Store.open(root, InstantSource.fixed(Instant.EPOCH));
        Layers layers = new Layers(store.root(), new NativeSyscalls(), Owners.KEEP);
        return new TestStore(store, new UnpackedLayers(store.layers(), layers));
    }

    /// Reads archives into it.
    public ReadImages reading() {
        return new ReadImages(store.content(), layers);
    }
}
