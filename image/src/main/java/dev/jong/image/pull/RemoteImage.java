package dev.jong.image.pull;

import dev.jong.oci.Descriptor;
import dev.jong.oci.Manifest;
import java.util.List;
import java.util.Map;

/// What a name stands for in a repository, as far as it is wanted.
///
/// @param target what the name points at
/// @param manifests of images and artifacts, each with its descriptor
/// @param chosen the one of them for the wanted platform; it alone is unpacked
/// @param documents bytes of manifests and indexes, children before what names them
record RemoteImage(
        Descriptor target,
        Map<Descriptor, Manifest> manifests,
        Descriptor chosen,
        Map<Descriptor, byte[]> documents) {

    /// The manifests, in the order they were found.
    List<Manifest> all() {
        return List.copyOf(manifests.values());
    }
}
