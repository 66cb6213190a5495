package dev.jong.api.storage;

import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a manifest or index leads to.
///
/// @param blobs all that it names; what an index lists may be either
/// @param manifests what an index lists
/// @param subject the manifest that it is about
/// @param damaged whether it can't be read, so that nobody knows what it needs
record ManifestNeeds(
        Set<Digest> blobs, Set<Digest> manifests, Optional<Digest> subject, boolean damaged) {
    static final ManifestNeeds NOTHING =
            new ManifestNeeds(Set.of(), Set.of(), Optional.empty(), false);

    private static final ManifestNeeds UNKNOWN =
            new ManifestNeeds(Set.of(), Set.of(), Optional.empty(), true);

    /// Never fails: who collects garbage has to go on.
    static ManifestNeeds of(RegistryStorage storage, Digest digest) {
        try {
            return parse(storage.content().read(digest));
        } catch (JongException e) {
            return UNKNOWN;
        }
    }

    private static ManifestNeeds parse(byte[] document) {
        Set<Digest> blobs = new HashSet<>();
        Set<Digest> manifests = new HashSet<>();
        switch (Document.parse(document)) {
            case Manifest manifest -> {
                blobs.add(manifest.config().digest());
                manifest.layers().forEach(layer -> blobs.add(layer.digest()));
            }
            case Index index -> {
                for (Descriptor entry : index.manifests()) {
                    manifests.add(entry.digest());
                    blobs.add(entry.digest());
                }
            }
        }
        String subject = JsonParser.parseObject(document).object("subject").text("digest");
        return new ManifestNeeds(
                blobs,
                manifests,
                subject.isEmpty() ? Optional.empty() : Optional.of(Digest.parse(subject)),
                false);
    }
}
