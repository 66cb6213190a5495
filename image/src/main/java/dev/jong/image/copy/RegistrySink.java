package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.Repository;
import dev.jong.image.transport.ImageSink;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A repository that an image is copied to. Blobs that another repository of the registry has are taken from there. For
/// any number of threads.
final class RegistrySink implements ImageSink {
    private final Repository repository;
    private final Reference name;
    private final Optional<Reference> from;
    private final Map<Digest, byte[]> written = new HashMap<>();

    /// @param from where the image comes from, when that is a registry
    RegistrySink(Repository repository, Reference name, Optional<Reference> from) {
        this.repository = repository;
        this.name = name;
        this.from = from;
    }

    @Override
    public boolean has(Descriptor blob) {
        return repository.hasBlob(blob.digest());
    }

    @Override
    public Optional<String> mount(Descriptor blob) {
        if (from.isEmpty()
                || !from.get().domain().equals(name.domain())
                || from.get().path().equals(name.path())) {
            return Optional.empty();
        }
        String neighbour = from.get().path();
        return repository.mount(blob.digest(), neighbour)
                ? Optional.of(neighbour)
                : Optional.empty();
    }

    @Override
    public void blob(Descriptor blob, Repository.BlobSource content) {
        repository.upload(blob, content);
    }

    @Override
    public synchronized void manifest(Descriptor manifest, byte[] bytes) {
        written.put(manifest.digest(), bytes.clone());
        put(manifest.digest().toString(), manifest, bytes);
    }

    @Override
    public synchronized void finish(List<Entry> entries) {
        Descriptor target = entries.getFirst().target();
        Optional<Digest> asked = name.digest();
        if (asked.isPresent() && !asked.get().equals(target.digest())) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the image has the digest " + target.digest() + ", not that of " + name);
        }
        byte[] bytes = written.get(target.digest());
        if (bytes == null) {
            throw JongException.of(
                    ErrorKind.INTERNAL, "the manifest " + target.digest() + " was not written");
        }
        name.tag().ifPresent(tag -> put(tag, target, bytes));
    }

    @Override
    public void close() {
        // What has no name goes with the registry's own collection.
    }

    private void put(String reference, Descriptor manifest, byte[] bytes) {
        Digest kept = repository.putManifest(reference, manifest.mediaType(), bytes);
        if (!kept.equals(manifest.digest())) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the registry "
                            + name.domain()
                            + " made "
                            + kept
                            + " of the "
                            + (MediaType.isIndex(manifest.mediaType()) ? "index " : "manifest ")
                            + manifest.digest());
        }
    }
}
