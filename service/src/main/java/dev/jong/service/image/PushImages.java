package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.copy.CopyProgress;
import dev.jong.image.copy.CopySource;
import dev.jong.image.copy.CopyWishes;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.RemoteManifest;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Document;
import dev.jong.oci.Index;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.Compressor;
import dev.jong.store.reference.StoredReference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// `push`: sends images of the store to registries, of each only what is not there. What was pulled keeps its digests. The
/// layers of an image that no registry knows are compressed on the way if they are not, the same way every time.
public final class PushImages {
    private final Store store;
    private final Places places;

    public PushImages(Store store, Places places) {
        this.store = store;
        this.places = places;
    }

    /// What is wanted of a push.
    ///
    /// @param compression what all layers are to be compressed with; empty to leave those that are compressed as they are
    /// @param level at which layers are compressed that are compressed on the way; empty for the pinned one
    /// @param again whether also layers that are compressed in the wanted way are compressed anew
    /// @param format which kind of manifests
    /// @param platform the one image of an index that is sent; empty for all if they are here
    public record Wishes(
            Optional<Compression> compression,
            OptionalInt level,
            boolean again,
            CopyWishes.Format format,
            Optional<Platform> platform) {}

    /// What a push did.
    ///
    /// @param partly whether an index was left behind, because images are missing that it names
    public record Pushed(RemoteManifest arrived, boolean partly) {}

    /// Sends an image.
    ///
    /// @param image name or id of an image of the store
    /// @param to where, with the tag it gets
    /// @throws JongException NOT_FOUND when the image, or a part of it, is not here; what the registry says
    public Pushed push(
            Registries registries,
            String image,
            Reference to,
            Wishes wishes,
            CopyProgress progress) {
        try (CopySource source = places.source(new Location.Stored(image), registries)) {
            RemoteManifest top = source.top();
            boolean partly =
                    wishes.platform().isEmpty()
                            && Document.parse(top.bytes()) instanceof Index index
                            && !index.manifests().stream().allMatch(store.content()::has);
            boolean all = wishes.platform().isEmpty() && !partly;
            Optional<Compression> compression =
                    wishes.compression().isPresent()
                            ? wishes.compression()
                            : missingCompression(source, top);
            Compressor.check(compression.orElse(Compression.GZIP), wishes.level());
            RemoteManifest arrived =
                    places.copy(
                            source,
                            new Location.Remote(to),
                            registries,
                            new CopyWishes(
                                    all,
                                    platform(partly, top, wishes),
                                    wishes.format(),
                                    compression,
                                    wishes.level(),
                                    wishes.again(),
                                    false),
                            entry -> {},
                            progress);
            store.events().append(Event.image("push", to.familiar(), to.familiar()));
            return new Pushed(arrived, partly);
        }
    }

    /// All names of a repository that the store has.
    public List<Reference> all(Reference repository) {
        return store.references().list().entries().stream()
                .map(StoredReference::name)
                .flatMap(Optional::stream)
                .filter(name -> name.repository().equals(repository.repository()))
                .filter(name -> name.tag().isPresent())
                .toList();
    }

    /// Of an index that is here in part, the image that is.
    private Optional<Platform> platform(boolean partly, RemoteManifest top, Wishes wishes) {
        if (!partly || !(Document.parse(top.bytes()) instanceof Index index)) {
            return wishes.platform();
        }
        List<Descriptor> here = index.manifests().stream().filter(store.content()::has).toList();
        if (here.isEmpty()) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "none of the images of " + top.descriptor().digest() + " is here")
                    .hint("pull it again");
        }
        Optional<Descriptor> best = index.select(Platform.host());
        return best.isPresent() && store.content().has(best.get())
                ? best.get().platform()
                : here.getFirst().platform();
    }

    /// Layers as `import` and archives bring them are compressed: nobody knows such an image by its digest yet.
    private Optional<Compression> missingCompression(CopySource source, RemoteManifest top) {
        if (source.remoteName().isPresent()
                || !(Document.parse(top.bytes()) instanceof Manifest manifest)) {
            return Optional.empty();
        }
        boolean plain =
                manifest.layers().stream()
                        .map(Descriptor::mediaType)
                        .anyMatch(type ->
                                type.equals(MediaType.OCI_LAYER)
                                        || type.equals(MediaType.DOCKER_LAYER));
        return plain ? Optional.of(Compression.GZIP) : Optional.empty();
    }

    /// The compression that a user names.
    ///
    /// @throws JongException INVALID_ARGUMENT for another word
    public static Compression compression(String word) {
        return switch (word) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            default ->
                    throw JongException.of(
                                    ErrorKind.INVALID_ARGUMENT,
                                    "unknown compression \"" + Text.printable(word) + "\"")
                            .hint("use gzip or zstd");
        };
    }
}
