package dev.jong.service.container;

import dev.jong.oci.ProcessDefaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a container is made from, found and unpacked.
///
/// @param reference as the user gave it
/// @param imageId digest of the config, empty for a directory
/// @param defaults the image's `config` object, empty for a directory
/// @param layers unpacked layers, topmost first
/// @param layerNames their names below `STORE/layers`
/// @param diffIds their digests, topmost first
/// @param directory the directory of `--rootfs`, empty for an image
/// @param mounted what is mounted from images in it, in the order of the options
public record RootImage(
        String reference,
        String imageId,
        ProcessDefaults defaults,
        List<Path> layers,
        List<String> layerNames,
        List<String> diffIds,
        String directory,
        List<RootImage> mounted) {

    public RootImage {
        layers = List.copyOf(layers);
        layerNames = List.copyOf(layerNames);
        diffIds = List.copyOf(diffIds);
        mounted = List.copyOf(mounted);
    }

    /// One in which no image is mounted.
    public RootImage(
            String reference,
            String imageId,
            ProcessDefaults defaults,
            List<Path> layers,
            List<String> layerNames,
            List<String> diffIds,
            String directory) {
        this(reference, imageId, defaults, layers, layerNames, diffIds, directory, List.of());
    }

    /// The same with the images that options mount in it, which must be in the store.
    RootImage withMounted(RunOptions.Storage storage, RootImages images, Caller caller) {
        List<RootImage> found = new ArrayList<>();
        for (RunOptions.Mount mount : storage.mounts()) {
            if (mount instanceof RunOptions.Mount.Image image) {
                found.add(
                        images.find(
                                new RunOptions.ImageSource.Named(
                                        image.image(), Optional.empty(), RunOptions.Pull.NEVER),
                                caller));
            }
        }
        return found.isEmpty()
                ? this
                : new RootImage(
                        reference,
                        imageId,
                        defaults,
                        layers,
                        layerNames,
                        diffIds,
                        directory,
                        found);
    }

    /// The digests of all layers, those of mounted images too.
    List<String> allDiffIds() {
        List<String> all = new ArrayList<>(diffIds);
        mounted.forEach(image -> all.addAll(image.diffIds()));
        return all;
    }
}
