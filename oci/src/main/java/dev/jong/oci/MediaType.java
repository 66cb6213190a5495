package dev.jong.oci;

/// The media types of images: those of the OCI image specification and of Docker's schema 2.
public final class MediaType {
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    public static final String OCI_LAYER_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String OCI_LAYER_ZSTD = "application/vnd.oci.image.layer.v1.tar+zstd";
    public static final String OCI_LAYER_FOREIGN =
            "application/vnd.oci.image.layer.nondistributable.v1.tar";
    public static final String DOCKER_INDEX =
            "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String DOCKER_MANIFEST =
            "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    public static final String DOCKER_LAYER_GZIP =
            "application/vnd.docker.image.rootfs.diff.tar.gzip";
    public static final String DOCKER_LAYER_FOREIGN =
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";

    private MediaType() {}

    /// True for an index or a Docker manifest list.
    public static boolean isIndex(String type) {
        return type.equals(OCI_INDEX) || type.equals(DOCKER_INDEX);
    }

    /// True for the manifest of one image.
    public static boolean isManifest(String type) {
        return type.equals(OCI_MANIFEST) || type.equals(DOCKER_MANIFEST);
    }

    /// True for an image config; artifacts that merely use the manifest's shape have other types.
    public static boolean isConfig(String type) {
        return type.equals(OCI_CONFIG) || type.equals(DOCKER_CONFIG);
    }

    /// True for a layer that unpacks to files, whatever its compression.
    public static boolean isLayer(String type) {
        return type.startsWith(OCI_LAYER) || type.startsWith(DOCKER_LAYER) || isForeign(type);
    }

    /// The type of a layer in another kind of manifest, compressed as it is. What has no counterpart stays what it is.
    ///
    /// @param docker whether the manifest is one of Docker and not of OCI
    public static String layer(String type, boolean docker) {
        return switch (type) {
            case DOCKER_LAYER, OCI_LAYER -> docker ? DOCKER_LAYER : OCI_LAYER;
            case DOCKER_LAYER_GZIP, OCI_LAYER_GZIP -> docker ? DOCKER_LAYER_GZIP : OCI_LAYER_GZIP;
            default -> type;
        };
    }

    /// Layers that may not be passed on, and are to be had elsewhere only.
    public static boolean isForeign(String type) {
        return type.startsWith(OCI_LAYER_FOREIGN) || type.equals(DOCKER_LAYER_FOREIGN);
    }
}
