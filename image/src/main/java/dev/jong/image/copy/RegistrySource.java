package dev.jong.image.copy;

import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// An image in a registry.
final class RegistrySource implements CopySource {
    private final Repository repository;
    private final Reference name;

    RegistrySource(Repository repository, Reference name) {
        this.repository = repository;
        this.name = name;
    }

    @Override
    public RemoteManifest top() {
        return repository.manifest(
                name.digest().map(Digest::toString).orElseGet(() -> name.tag().orElseThrow()));
    }

    @Override
    public byte[] document(Descriptor descriptor) {
        return repository.manifest(descriptor.digest().toString()).bytes();
    }

    @Override
    public InputStream blob(Descriptor blob) {
        return repository.blob(blob, 0);
    }

    @Override
    public String label() {
        return name.toString();
    }

    @Override
    public Optional<Reference> remoteName() {
        return Optional.of(name);
    }

    @Override
    public List<String> tags() {
        return repository.tags();
    }
}
