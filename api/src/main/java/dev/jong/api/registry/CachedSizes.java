package dev.jong.api.registry;

import dev.jong.api.storage.RegistryStorage;
import dev.jong.api.storage.Repository;
import dev.jong.base.JongException;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Manifest;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// How large the blobs are that a repository's manifests name.
final class CachedSizes {
    private static final int LIMIT = 10_000;

    private final RegistryStorage storage;
    private final ConcurrentHashMap<String, Long> known = new ConcurrentHashMap<>();

    CachedSizes(RegistryStorage storage) {
        this.storage = storage;
    }

    /// The size that a manifest of the repository says; empty when none names the blob.
    OptionalLong find(Repository repository, Digest blob) {
        Long size = known.get(key(repository, blob));
        if (size != null) {
            return OptionalLong.of(size);
        }
        for (Digest manifest : repository.manifests()) {
            note(repository, manifest);
        }
        Long found = known.get(key(repository, blob));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    private void note(Repository repository, Digest digest) {
        try {
            if (Document.parse(storage.content().read(digest)) instanceof Manifest manifest) {
                note(repository, manifest.config());
                manifest.layers().forEach(layer -> note(repository, layer));
            }
        } catch (JongException e) {
            return; // Damaged: it is fetched again when somebody asks for it.
        }
    }

    private void note(Repository repository, Descriptor blob) {
        if (known.size() >= LIMIT) {
            known.clear();
        }
        known.put(key(repository, blob.digest()), blob.size());
    }

    private static String key(Repository repository, Digest blob) {
        return repository.name() + "@" + blob;
    }
}
