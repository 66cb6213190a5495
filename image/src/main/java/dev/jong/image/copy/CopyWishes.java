package dev.jong.image.copy;

import dev.jong.oci.Platform;
import dev.jong.store.layer.Compression;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to become of an image on its way. Without any wish it arrives with the digest that it has.
///
/// @param all of an index everything, not the image for one platform
/// @param platform which image of an index; empty for the host's
/// @param format which kind of manifests
/// @param compression what layers are to be compressed with; empty to leave them as they are
/// @param level of the compression of layers that are compressed on the way; empty for the pinned one
/// @param again whether also layers that are compressed in the wanted way are compressed anew
/// @param preserveDigests rather fail than change a digest
public record CopyWishes(
        boolean all,
        Optional<Platform> platform,
        Format format,
        Optional<Compression> compression,
        OptionalInt level,
        boolean again,
        boolean preserveDigests) {
    /// The same with the pinned level.
    public CopyWishes(
            boolean all,
            Optional<Platform> platform,
            Format format,
            Optional<Compression> compression,
            boolean preserveDigests) {
        this(all, platform, format, compression, OptionalInt.empty(), false, preserveDigests);
    }

    /// Kinds of manifests.
    public enum Format {
        /// As it is.
        KEEP,
        /// The OCI image specification's.
        OCI,
        /// Docker's schema 2.
        DOCKER
    }

    /// The same with this compression, where nothing was said about it.
    CopyWishes orCompression(Compression other) {
        return compression.isPresent()
                ? this
                : new CopyWishes(
                        all, platform, format, Optional.of(other), level, false, preserveDigests);
    }
}
