package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.usage.LineFile;
import java.io.IOException;
import java.io.InputStream;

/// Brings a member of a list from a registry: manifest and config come into the store, layers stay where they are.
final class RemoteMember {
    private final ContentStore content;
    private final LineFile origins;

    /// @param origins notes `DIGEST REPOSITORY` for manifests whose layers are in a registry
    RemoteMember(ContentStore content, LineFile origins) {
        this.content = content;
        this.origins = origins;
    }

    /// Keeps a manifest and its config.
    ///
    /// @param origin domain and path of the repository
    /// @throws JongException UNSUPPORTED for an index, DATA_LOSS when the config is not what its digest says
    void keep(Repository repository, RemoteManifest found, String origin) {
        if (!(Document.parse(found.bytes()) instanceof Manifest manifest)) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED,
                    "a list can't hold the index " + found.descriptor().digest());
        }
        Descriptor config = manifest.config();
        if (!content.has(config)) {
            Limits.check(config.size(), Limits.DOCUMENT_BYTES, "bytes in the config");
            content.put(config.mediaType(), fetch(repository, config));
        }
        Descriptor stored = content.put(found.descriptor().mediaType(), found.bytes());
        String line = stored.digest() + " " + origin;
        origins.change(
                true,
                lines -> {
                    lines.remove(line);
                    lines.add(line);
                });
    }

    private static byte[] fetch(Repository repository, Descriptor blob) {
        try (InputStream in = repository.blob(blob, 0)) {
            byte[] bytes = in.readNBytes((int) blob.size() + 1);
            if (!Digest.of(blob.digest().algorithm(), bytes).equals(blob.digest())) {
                throw JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the registry gave other bytes for the config " + blob.digest());
            }
            return bytes;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot fetch the config " + blob.digest())
                    .causedBy(e);
        }
    }
}
