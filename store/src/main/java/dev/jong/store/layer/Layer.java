package dev.jong.store.layer;

import dev.jong.oci.Digest;
import java.nio.file.Path;

/// A complete, immutable, unpacked layer of the store.
///
/// @param diffId digest of its uncompressed archive
/// @param directory what an overlay mount takes as a lower directory
/// @param size bytes of the uncompressed archive
/// @param entries members of the archive
/// @param opaque whether all layers below are hidden: leave them out when stacking
public record Layer(Digest diffId, Path directory, long size, long entries, boolean opaque) {}
