package dev.jong.service.image;

import dev.jong.image.AddContent;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.pull.PlatformChoice;
import dev.jong.image.pull.PullImage;
import dev.jong.image.pull.PullProgress;
import dev.jong.image.registry.Registries;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import dev.jong.store.partial.PartialBlobs;
import dev.jong.store.reference.StoredReference;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `pull`: brings images from registries into the store and gives them the names they were asked for by. When this
/// fails or is killed, no name has changed; what had come by then is kept for the next attempt.
public final class PullImages {
    private final Store store;
    private final PullImage pulling;
    private final PartialBlobs partials;
    private final AddContent adding;

    /// @param usedImages ids of images that containers need
    public PullImages(
            Store store,
            UnpackedLayers layers,
            PartialBlobs partials,
            Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.pulling = new PullImage(store, layers, partials);
        this.partials = partials;
        this.adding = new AddContent(store, layers, usedImages);
    }

    /// What a pull did.
    ///
    /// @param digest of the manifest or index that the name stands for
    /// @param changed whether the name stands for something else than before
    public record Pulled(Reference name, Digest digest, boolean changed) {}

    /// Pulls one image.
    ///
    /// @param name with a tag, a digest, or both; a digest decides alone
    public Pulled pull(
            Registries registries,
            Reference name,
            PlatformChoice platforms,
            PullProgress progress) {
        partials.sweep(InstantSource.system());
        store.origins().sweep(store.content());
        Reference recorded = name.digest().map(name::withDigest).orElse(name);
        Repository repository = registries.repository(name);
        return adding.run(() -> {
            Optional<Digest> before = before(recorded);
            Descriptor target =
                    pulling.pull(repository, name, platforms, before.isPresent(), progress);
            store.references().put(recorded, target);
            pulling.named(target);
            store.events().append(Event.image("pull", recorded.familiar(), recorded.familiar()));
            return new Pulled(
                    recorded, target.digest(), !before.equals(Optional.of(target.digest())));
        });
    }

    /// Whether the store has something of this name.
    public boolean isHere(Reference name) {
        return before(name.digest().map(name::withDigest).orElse(name)).isPresent();
    }

    /// The tags of a repository, for pulling all of them.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when the registry lists what cannot be one
    public List<Reference> all(Registries registries, Reference name) {
        return registries.repository(name).tags().stream().map(name::withTag).toList();
    }

    /// What the name stands for now; a damaged record counts as none, and is written anew.
    private Optional<Digest> before(Reference name) {
        try {
            return store.references()
                    .get(name)
                    .map(StoredReference::target)
                    .map(Descriptor::digest);
        } catch (dev.jong.base.JongException damaged) {
            return Optional.empty();
        }
    }
}
