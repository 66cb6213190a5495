package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import dev.jong.store.reference.StoredReference;
import dev.jong.store.usage.LineFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `manifest push`: a list and all its images to a registry. What the registry has is not sent; blobs of another
/// repository of it are mounted, those of another registry go from there to here as a stream.
public final class PushList {
    private final Store store;
    private final LineFile origins;

    /// @param origins where manifests came from whose layers are in a registry
    public PushList(Store store, LineFile origins) {
        this.store = store;
        this.origins = origins;
    }

    /// Pushes.
    ///
    /// @return the digest that the list has in the registry
    /// @throws JongException NOT_FOUND without such a list, or when an image of it or its layers are nowhere
    public Digest run(Reference list, Reference destination, Registries registries) {
        if (destination.digest().isPresent()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot push to a digest: " + destination.familiar())
                    .hint("write NAME:TAG; the digest comes of the content");
        }
        try (Hold _ = store.leases().share()) {
            StoredReference record =
                    store.references()
                            .get(list)
                            .orElseThrow(() ->
                                    JongException.of(
                                            ErrorKind.NOT_FOUND,
                                            "no such manifest list: " + list.familiar()));
            byte[] bytes = store.content().read(record.target().digest());
            Repository to = registries.repository(destination);
            if (Document.parse(bytes) instanceof Index index) {
                for (Descriptor child : index.manifests()) {
                    push(child, to, destination, registries);
                }
            } else {
                blobs(record.target(), bytes, to, destination, registries);
            }
            String tag = destination.tag().orElse("latest");
            return to.putManifest(tag, record.target().mediaType(), bytes);
        }
    }

    private void push(
            Descriptor child, Repository to, Reference destination, Registries registries) {
        if (!store.content().has(child)) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "cannot push the list: its image "
                                    + child.digest()
                                    + " is not in the store")
                    .hint("fetch it with jong pull, or take it out with jong manifest remove");
        }
        byte[] bytes = store.content().read(child.digest());
        blobs(child, bytes, to, destination, registries);
        to.putManifest(child.digest().toString(), child.mediaType(), bytes);
    }

    private void blobs(
            Descriptor at,
            byte[] bytes,
            Repository to,
            Reference destination,
            Registries registries) {
        if (!(Document.parse(bytes) instanceof Manifest manifest)) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED, "cannot push the index " + at.digest() + " in a list");
        }
        Optional<Reference> origin = origin(at.digest());
        List<Descriptor> blobs = new ArrayList<>(manifest.layers());
        blobs.add(manifest.config());
        for (Descriptor blob : blobs) {
            boolean sameRegistry =
                    origin.isPresent() && origin.get().domain().equals(destination.domain());
            boolean there =
                    to.hasBlob(blob.digest())
                            || sameRegistry && to.mount(blob.digest(), origin.get().path());
            if (!there) {
                to.upload(blob, from -> open(blob, from, origin, registries));
            }
        }
    }

    private InputStream open(
            Descriptor blob, long from, Optional<Reference> origin, Registries registries) {
        try {
            if (!store.content().has(blob) && origin.isPresent()) {
                var remote = registries.repository(origin.get()).blob(blob, from);
                remote.skipNBytes(from - remote.start());
                return remote;
            }
            InputStream in = store.content().open(blob.digest());
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the blob " + blob.digest())
                    .causedBy(e);
        }
    }

    private Optional<Reference> origin(Digest manifest) {
        String prefix = manifest + " ";
        return origins.read().stream()
                .filter(line -> line.startsWith(prefix))
                .reduce((_, last) -> last)
                .map(line -> Reference.parse(line.substring(prefix.length())));
    }
}
