package dev.jong.image.registry;

import dev.jong.oci.Descriptor;

/// A manifest or index as a registry gave it.
///
/// @param descriptor media type, size, and the digest of the bytes
/// @param bytes at most 4 MiB; not to be changed
public record RemoteManifest(Descriptor descriptor, byte[] bytes) {}
