package dev.jong.image;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Manifest;
import dev.jong.oci.Reference;
import java.util.List;
import java.util.Optional;

/// An image for one platform, as the store has it.
///
/// @param name the name it was found by; empty when it was found by id, or has none
/// @param target what the name points at: this image's manifest, or an index that has it
/// @param manifest where the manifest is
public record Image(
        Optional<Reference> name,
        Descriptor target,
        Descriptor manifest,
        Manifest content,
        ImageConfig config) {

    /// The id: the digest of the config.
    public Digest id() {
        return content.config().digest();
    }

    /// Digests of the uncompressed layers, base first; they name the unpacked layers.
    public List<Digest> diffIds() {
        return config.diffIds();
    }
}
