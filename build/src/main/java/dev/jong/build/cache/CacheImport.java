package dev.jong.build.cache;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.step.TreeLayer;
import dev.jong.image.copy.CopySource;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.store.Store;
import dev.jong.store.content.Ingest;
import dev.jong.store.layer.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cached steps that are elsewhere: in a registry or a layout, exported, or within the config of an image that was built of
/// them. Layers come when their step is found. Whoever takes them trusts that they are what the steps give.
public final class CacheImport implements AutoCloseable {
    /// More than a layer may have; free space lowers it.
    private static final long CAP = 1L << 50;

    private final CopySource source;
    private final Store store;
    private final Layers layers;
    private final List<StepRecord> steps;

    private CacheImport(CopySource source, Store store, Layers layers, List<StepRecord> steps) {
        this.source = source;
        this.store = store;
        this.layers = layers;
        this.steps = List.copyOf(steps);
    }

    /// Reads which steps there are.
    ///
    /// @param source closed with this, and when this fails
    /// @throws JongException NOT_FOUND when there is nothing, and what the place says
    public static CacheImport open(CopySource source, Store store, Layers layers) {
        try {
            List<StepRecord> steps = new ArrayList<>();
            RemoteManifest top = source.top();
            switch (Document.parse(top.bytes())) {
                case Manifest manifest -> steps.addAll(read(source, manifest));
                case Index index -> {
                    for (Descriptor child : index.manifests()) {
                        if (Document.parse(source.document(child)) instanceof Manifest manifest) {
                            steps.addAll(read(source, manifest));
                        }
                    }
                }
            }
            return new CacheImport(source, store, layers, steps);
        } catch (JongException e) {
            source.close();
            throw e;
        }
    }

    private static List<StepRecord> read(CopySource source, Manifest manifest) {
        Descriptor config = manifest.config();
        Limits.check(config.size(), Limits.DOCUMENT_BYTES, "bytes in the config of cached steps");
        try (InputStream in = source.verified(config).open(0)) {
            return CachedSteps.read(manifest, in.readNBytes(Limits.DOCUMENT_BYTES));
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot read the cached steps of " + source.label())
                    .causedBy(e);
        }
    }

    /// How many steps there are.
    public int size() {
        return steps.size();
    }

    /// A step, its layer brought into the store and unpacked. What can't be brought was never known.
    Optional<StepRecord> find(Digest key) {
        Optional<StepRecord> known = CachedSteps.find(steps, key);
        if (known.isEmpty() || known.get().layer().isEmpty()) {
            return known;
        }
        TreeLayer layer = known.get().layer().get();
        try {
            if (!store.content().has(layer.blob())) {
                fetch(layer.blob());
            }
            try (InputStream in = store.content().open(layer.blob().digest())) {
                layers.unpack(layer.diffId(), in, CAP);
            }
            return known;
        } catch (IOException | JongException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw JongException.of(
                                ErrorKind.CANCELLED, "interrupted while bringing a cached step")
                        .causedBy(e);
            }
            System.getLogger(CacheImport.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot bring a cached step", e);
            return Optional.empty();
        }
    }

    private void fetch(Descriptor blob) throws IOException {
        try (InputStream in = source.verified(blob).open(0);
                Ingest ingest = store.content().ingest(blob.size())) {
            in.transferTo(ingest);
            ingest.commit(blob);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
