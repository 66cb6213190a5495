package dev.jong.build.verify;

import dev.jong.build.dockerfile.Origin;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.Digest;
import java.util.Optional;

/// A step that a build did.
///
/// @param key stands for all that its result depends on
/// @param layer empty when it changed no file
public record MadeStep(Origin origin, Digest key, Optional<TreeLayer> layer) {
    /// The digest of its layer, uncompressed.
    Optional<Digest> diffId() {
        return layer.map(TreeLayer::diffId);
    }
}
