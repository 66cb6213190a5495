package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.copy.CopyWishes.Format;
import dev.jong.oci.MediaType;
import dev.jong.store.layer.Compression;

/// The media types of the OCI image specification and of Docker's schema 2, and how one becomes the other.
final class MediaTypes {
    private MediaTypes() {}

    /// The type of a manifest, index or config in another format. What is neither stays what it is.
    static String document(String type, Format format) {
        boolean oci = format == Format.OCI;
        if (format == Format.KEEP) {
            return type;
        }
        if (MediaType.isIndex(type)) {
            return oci ? MediaType.OCI_INDEX : MediaType.DOCKER_INDEX;
        }
        if (MediaType.isManifest(type)) {
            return oci ? MediaType.OCI_MANIFEST : MediaType.DOCKER_MANIFEST;
        }
        if (MediaType.isConfig(type)) {
            return oci ? MediaType.OCI_CONFIG : MediaType.DOCKER_CONFIG;
        }
        return type;
    }

    /// The type of a layer in another format, with another compression.
    ///
    /// @throws JongException UNSUPPORTED for zstd in Docker's schema 2, which has no name for it
    static String layer(String type, Format format, Compression compression) {
        boolean docker =
                format == Format.DOCKER
                        || format == Format.KEEP && type.startsWith(MediaType.DOCKER_LAYER);
        if (!docker) {
            return switch (compression) {
                case NONE, XZ -> MediaType.OCI_LAYER;
                case GZIP -> MediaType.OCI_LAYER_GZIP;
                case ZSTD -> MediaType.OCI_LAYER_ZSTD;
            };
        }
        return switch (compression) {
            case NONE, XZ -> MediaType.DOCKER_LAYER;
            case GZIP -> MediaType.DOCKER_LAYER_GZIP;
            case ZSTD ->
                    throw JongException.of(
                                    ErrorKind.UNSUPPORTED,
                                    "Docker's schema 2 has no layers compressed with zstd")
                            .hint("add --dest-compress-format gzip, or use --format oci");
        };
    }

    /// How a layer of this type is compressed.
    static Compression compression(String type) {
        if (type.endsWith("gzip")) {
            return Compression.GZIP;
        }
        return type.endsWith("zstd") ? Compression.ZSTD : Compression.NONE;
    }

    /// Layers that are to be had elsewhere only; what they are is left alone.
    static boolean isForeign(String type) {
        return MediaType.isForeign(type);
    }
}
