package dev.jong.store.layer;

import dev.jong.oci.Digest;

/// What came out of unpacking one layer.
///
/// @param diffId SHA-256 of the uncompressed archive, all bytes up to the end of the stream
/// @param size bytes of the uncompressed archive
/// @param entries members of the archive
/// @param contentBytes bytes of regular files
/// @param opaque whether the layer's root hides all layers below; overlay does not honour the attribute there, so
///     whoever stacks layers must leave the lower ones out
/// @param skipped device nodes and attributes that this host did not allow
public record AppliedLayer(
        Digest diffId, long size, long entries, long contentBytes, boolean opaque, long skipped) {}
