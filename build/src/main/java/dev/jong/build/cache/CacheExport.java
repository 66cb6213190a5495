package dev.jong.build.cache;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.copy.CopyProgress;
import dev.jong.image.copy.CopySource;
import dev.jong.image.copy.CopyWishes;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Manifest;
import dev.jong.store.content.ContentStore;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// Takes cached steps with their layers elsewhere: to a registry, or to an image layout in a directory. They become the
/// manifest of an artifact, see [CachedSteps].
public final class CacheExport {
    private final ContentStore content;
    private final Places places;

    public CacheExport(ContentStore content, Places places) {
        this.content = content;
        this.places = places;
    }

    /// Exports steps; what is there already is not sent. The caller holds a lease.
    ///
    /// @param steps mostly [BuildCache#steps]
    /// @param to a registry or a layout
    /// @return digest of the manifest
    public Digest run(
            List<StepRecord> steps, Location to, Registries registries, CopyProgress progress) {
        CopyWishes asTheyAre =
                new CopyWishes(
                        true, Optional.empty(), CopyWishes.Format.KEEP, Optional.empty(), true);
        try (Steps source = new Steps(content, steps)) {
            return places.copy(source, to, registries, asTheyAre, entry -> {}, progress)
                    .descriptor()
                    .digest();
        }
    }

    private static final class Steps implements CopySource {
        private final ContentStore content;
        private final byte[] config;
        private final Manifest manifest;

        Steps(ContentStore content, List<StepRecord> steps) {
            this.content = content;
            this.config = CachedSteps.config(steps);
            this.manifest =
                    Manifest.create(
                            Descriptor.of(CachedSteps.CONFIG, config), CachedSteps.layers(steps));
        }

        @Override
        public RemoteManifest top() {
            return new RemoteManifest(manifest.descriptor(), manifest.bytes());
        }

        @Override
        public byte[] document(Descriptor descriptor) {
            throw JongException.of(
                    ErrorKind.NOT_FOUND, "there is nothing else than one manifest of the cache");
        }

        @Override
        public InputStream blob(Descriptor blob) {
            return blob.digest().equals(manifest.config().digest())
                    ? new ByteArrayInputStream(config)
                    : content.open(blob.digest());
        }

        @Override
        public String label() {
            return "the build cache";
        }
    }
}
