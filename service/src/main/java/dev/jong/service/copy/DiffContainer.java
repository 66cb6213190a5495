package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.RootParts;
import dev.jong.store.Store;
import dev.jong.store.layer.Layer;
import dev.jong.store.snapshot.LayerChanges;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `diff`: what a container has changed of its image, or the uppermost layer of an image of those below. What is mounted in
/// the container does not count.
public final class DiffContainer {
    /// Where nothing can be mounted, what a launch puts into the copy that is the root.
    private static final Set<String> OURS =
            Set.of("dev", "proc", "sys", "etc/hostname", "etc/hosts", "etc/resolv.conf");

    private final Containers containers;
    private final Store store;
    private final UnpackedLayers layers;
    private final Syscalls kernel;

    public DiffContainer(
            Containers containers, Store store, UnpackedLayers layers, Syscalls kernel) {
        this.containers = containers;
        this.store = store;
        this.layers = layers;
        this.kernel = kernel;
    }

    /// Compares.
    ///
    /// @param name of a container, else of an image
    /// @throws JongException NOT_FOUND when there is neither; UNSUPPORTED for a container without an image
    public List<LayerChanges.Change> run(String name) {
        Optional<Image> image = Optional.empty();
        ContainerRecord record;
        try {
            record = containers.find(name);
        } catch (JongException missing) {
            image = missing.kind() == ErrorKind.NOT_FOUND ? imageOf(name) : image;
            return of(image.orElseThrow(() -> missing));
        }
        RootParts parts = RootParts.of(containers, record);
        if (parts.lower().isEmpty()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "container " + record.name() + " has no image to be compared with")
                    .hint("it was made with --rootfs");
        }
        boolean copied = parts.copied();
        return LayerChanges.of(
                kernel,
                parts.upper(),
                parts.lower(),
                copied,
                path -> copied && OURS.contains(path));
    }

    private Optional<Image> imageOf(String name) {
        try {
            return new Images(store).find(name, Optional.empty());
        } catch (JongException noName) {
            return Optional.empty();
        }
    }

    private List<LayerChanges.Change> of(Image image) {
        new MissingLayers(store.content(), layers).complete(image);
        List<Path> topDown = new ArrayList<>();
        for (Digest diffId : image.diffIds().reversed()) {
            topDown.add(layers.find(diffId).map(Layer::directory).orElseThrow());
        }
        List<Path> lower = topDown.subList(1, topDown.size());
        return LayerChanges.of(kernel, topDown.getFirst(), lower, false, path -> false);
    }
}
