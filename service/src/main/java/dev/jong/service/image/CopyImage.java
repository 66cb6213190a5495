package dev.jong.service.image;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.AddContent;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.copy.CopyProgress;
import dev.jong.image.copy.CopySource;
import dev.jong.image.copy.CopyWishes;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.image.transport.ImageSink;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `copy`: an image from any place to any other. Between two places outside of the store nothing of it is stored.
public final class CopyImage {
    private final Store store;
    private final Places places;
    private final AddContent adding;

    /// @param usedImages ids of images that containers need
    public CopyImage(
            Store store, UnpackedLayers layers, Syscalls kernel, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.places = new Places(store, layers, kernel);
        this.adding = new AddContent(store, layers, usedImages);
    }

    /// One side of a copy.
    ///
    /// @param registries the way to it, if it is in a registry
    public record Side(Location place, Registries registries) {}

    /// What arrived.
    ///
    /// @param digest of the manifest or index that the destination's name stands for
    /// @param moved what lost its name to it, in the store
    public record Copied(Digest digest, List<Moved> moved) {
        public Copied {
            moved = List.copyOf(moved);
        }
    }

    /// Copies an image. When this fails, no name stands for anything that is not whole.
    ///
    /// @param retries how often it is begun again when a registry could not be reached
    public Copied run(Side from, Side to, CopyWishes wishes, int retries, CopyProgress progress) {
        checkName(to.place());
        for (int attempt = 0; ; attempt++) {
            try {
                return to.place() instanceof Location.Stored
                        ? adding.run(() -> copy(from, to, wishes, progress))
                        : copy(from, to, wishes, progress);
            } catch (JongException e) {
                if (e.kind() != ErrorKind.UNAVAILABLE || attempt >= retries) {
                    throw e;
                }
            }
        }
    }

    private Copied copy(Side from, Side to, CopyWishes wishes, CopyProgress progress) {
        List<Moved> moved = new ArrayList<>();
        try (CopySource source = places.source(from.place(), from.registries())) {
            var arrived =
                    places.copy(
                            source,
                            to.place(),
                            to.registries(),
                            wishes,
                            entry -> name(entry).ifPresent(moved::add),
                            progress);
            return new Copied(arrived.descriptor().digest(), moved);
        }
    }

    private Optional<Moved> name(ImageSink.Entry entry) {
        return new NameImage(store).name(entry.name().orElseThrow(), entry.target());
    }

    private static void checkName(Location to) {
        if (to instanceof Location.Stored stored
                && Reference.parse(stored.name()).digest().isPresent()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "an image of the store can't be named by a digest: " + stored.name());
        }
    }
}
