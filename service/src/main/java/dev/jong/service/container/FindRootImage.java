package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.ProcessDefaults;
import dev.jong.oci.Reference;
import dev.jong.service.image.LoadImages;
import dev.jong.service.space.UsedImages;
import dev.jong.store.layer.Layer;
import dev.jong.store.layer.Layers;
import dev.jong.store.reference.References;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Finds what a container is made from: an image of the store, one in a layout or an archive (which is brought
/// into the store without a name), or a directory as it is.
public final class FindRootImage implements RootImages {
    private final Images images;
    private final Layers layers;
    private final Supplier<MissingLayers> missing;
    private final Supplier<LoadImages> loader;
    private final Predicate<String> install;
    private final UsedImages used;
    private final References references;

    /// By what was asked for. Text, as the first hash of a record costs a cold run 10 ms.
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /// What a name meant, and the record that said so.
    private record Known(Reference name, References.Stamp stamp, RootImage root) {}

    /// @param references says whether a name still means what it meant
    /// @param missing unpacks layers that are not unpacked; made when needed
    /// @param loader reads archives and layouts; made when needed
    /// @param used learns of each image that a container is made from
    /// @param install brings an image that comes with Jong into the store; false when there is none of that name
    public FindRootImage(
            Images images,
            References references,
            Layers layers,
            Supplier<MissingLayers> missing,
            Supplier<LoadImages> loader,
            Predicate<String> install,
            UsedImages used) {
        this.images = images;
        this.references = references;
        this.layers = layers;
        this.missing = missing;
        this.loader = loader;
        this.install = install;
        this.used = used;
    }

    @Override
    public RootImage find(RunOptions.ImageSource source, Caller caller) {
        return switch (source) {
            case RunOptions.ImageSource.Named named -> noted(named(named));
            case RunOptions.ImageSource.OciLayout oci -> layout(oci, caller);
            case RunOptions.ImageSource.DockerArchive archive -> archive(archive, caller);
            case RunOptions.ImageSource.Directory directory -> directory(directory, caller);
        };
    }

    @Override
    public void forget() {
        known.clear();
    }

    private RootImage noted(RootImage root) {
        used.note(root.imageId());
        return root;
    }

    private RootImage named(RunOptions.ImageSource.Named source) {
        if (source.pull() == RunOptions.Pull.ALWAYS || source.pull() == RunOptions.Pull.NEWER) {
            throw new ImageWanted(source);
        }
        String asked =
                source.pull().name()
                        + ' '
                        + source.platform().orElse("")
                        + ' '
                        + source.reference();
        Known before = known.get(asked);
        if (before != null && references.stamp(before.name()).equals(Optional.of(before.stamp()))) {
            return before.root();
        }
        Optional<Platform> platform = platform(source.platform());
        Optional<Image> found = images.find(source.reference(), platform);
        if (found.isEmpty() && install.test(source.reference())) {
            found = images.find(source.reference(), platform);
        }
        if (found.isEmpty()) {
            throw missing(source);
        }
        Image image = found.get();
        RootImage root = of(source.reference(), image);
        image.name()
                .ifPresent(name ->
                        references
                                .stamp(name)
                                .ifPresent(
                                        stamp -> known.put(asked, new Known(name, stamp, root))));
        return root;
    }

    /// An id can't be asked for at a registry, a name can.
    private static RuntimeException missing(RunOptions.ImageSource.Named source) {
        if (source.pull() == RunOptions.Pull.MISSING && !source.reference().startsWith("sha256:")) {
            return new ImageWanted(source);
        }
        return JongException.of(
                        ErrorKind.NOT_FOUND, "no such image: " + Text.printable(source.reference()))
                .hint("jong images lists what is there; jong pull fetches more");
    }

    private RootImage layout(RunOptions.ImageSource.OciLayout source, Caller caller) {
        Path directory = Text.path(caller.absolute(source.directory()));
        return of(
                "oci:" + source.directory(),
                loader.get().fromLayout(directory, source.tag(), platform(source.platform())));
    }

    private RootImage archive(RunOptions.ImageSource.DockerArchive source, Caller caller) {
        Path file = Text.path(caller.absolute(source.file()));
        Optional<Reference> name = source.reference().map(Reference::parse);
        return of(
                "docker-archive:" + source.file(),
                loader.get().fromArchive(file, name, platform(source.platform())));
    }

    private static Optional<Platform> platform(Optional<String> text) {
        return text.map(Platform::parse);
    }

    private RootImage of(String reference, Image image) {
        List<Layer> unpacked = unpacked(image);
        List<Path> paths = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> diffIds = new ArrayList<>();
        for (Layer layer : unpacked) {
            paths.add(layer.directory());
            names.add(Text.of(layer.directory().getFileName()));
            diffIds.add(layer.diffId().toString());
            if (layer.opaque()) {
                break;
            }
        }
        return new RootImage(
                reference,
                image.id().toString(),
                image.config().defaults(),
                paths,
                names,
                diffIds,
                "");
    }

    /// Topmost first. An overlay takes a layer once: a second one of the same digest below adds nothing that the
    /// first does not cover.
    private List<Layer> unpacked(Image image) {
        List<Layer> out = new ArrayList<>();
        for (int i = image.diffIds().size() - 1; i >= 0; i--) {
            Digest diffId = image.diffIds().get(i);
            Optional<Layer> layer = layers.find(diffId);
            if (layer.isEmpty()) {
                missing.get().complete(image);
                layer = layers.find(diffId);
            }
            Layer there =
                    layer.orElseThrow(() ->
                            JongException.of(
                                    ErrorKind.DATA_LOSS,
                                    "the layer " + diffId + " can't be unpacked"));
            if (!out.contains(there)) {
                out.add(there);
            }
        }
        return out;
    }

    private static RootImage directory(RunOptions.ImageSource.Directory source, Caller caller) {
        String absolute = caller.absolute(source.directory());
        Path path = Text.path(absolute);
        if (!Files.isDirectory(path)) {
            String why = Files.exists(path) ? "it is not a directory" : "it does not exist";
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot use " + Text.printable(absolute) + " as the root: " + why)
                    .hint("--rootfs takes a directory with a root file system");
        }
        ProcessDefaults none = ProcessDefaults.of(Json.EMPTY);
        return new RootImage(absolute, "", none, List.of(), List.of(), List.of(), absolute);
    }
}
