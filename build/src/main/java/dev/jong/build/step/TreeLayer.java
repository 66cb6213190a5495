package dev.jong.build.step;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;

/// A layer of a [Tree]: in the store unpacked, and its blob where the image that it is from has one here.
///
/// @param diffId digest of its uncompressed archive
/// @param blob as a manifest names it
public record TreeLayer(Digest diffId, Descriptor blob) {}
