package dev.jong.service.container;

import dev.jong.oci.ProcessDefaults;
import java.nio.file.Path;
import java.util.List;

/// What a container is made from, found and unpacked.
///
/// @param reference as the user gave it
/// @param imageId digest of the config, empty for a directory
/// @param defaults the image's `config` object, empty for a directory
/// @param layers unpacked layers, topmost first
/// @param layerNames their names below `STORE/layers`
/// @param diffIds their digests, topmost first
/// @param directory the directory of `--rootfs`, empty for an image
public record RootImage(
        String reference,
        String imageId,
        ProcessDefaults defaults,
        List<Path> layers,
        List<String> layerNames,
        List<String> diffIds,
        String directory) {

    public RootImage {
        layers = List.copyOf(layers);
        layerNames = List.copyOf(layerNames);
        diffIds = List.copyOf(diffIds);
    }
}
