package dev.jong.image.pull;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.registry.Repository;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.ImageConfig;
import dev.jong.oci.Limits;
import dev.jong.oci.Manifest;
import dev.jong.oci.MediaType;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.partial.PartialBlobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Brings an image from a repository into the store: documents first, then configs, then layers all at once, and the
/// manifest when all it needs is there and on disk. The caller holds a lease until a record names it.
public final class PullImage {
    private final Store store;
    private final UnpackedLayers layers;
    private final PartialBlobs partials;

    /// @param partials where blobs are while they come
    public PullImage(Store store, UnpackedLayers layers, PartialBlobs partials) {
        this.store = store;
        this.layers = layers;
        this.partials = partials;
    }

    /// Fetches what is missing of an image.
    ///
    /// @param name tag or digest say which
    /// @param known whether the store has an image of this name
    /// @return what the name stands for
    /// @throws JongException what the repository says, NOT_FOUND for another platform, INVALID_ARGUMENT beyond a limit,
    ///     DATA_LOSS when bytes are wrong, EXHAUSTED when the disk is full
    public Descriptor pull(
            Repository repository,
            Reference name,
            PlatformChoice choice,
            boolean known,
            PullProgress progress) {
        RemoteImage image = new ReadRemote(repository, store.content(), name, choice).read(known);
        // Whoever pulls what is here already may want it healed.
        boolean verify = store.content().size(image.target().digest()).isPresent();
        Set<Digest> needed = needed(image);
        store.unfinishedPulls().begin(image.target().digest(), needed);
        try (FetchBlobs blobs =
                new FetchBlobs(
                        repository, name, store.content(), partials, layers, progress, verify)) {
            fetch(image, blobs, needed, choice, name);
        } catch (JongException e) {
            if (e.kind() == ErrorKind.EXHAUSTED) {
                // A full disk is not to stay full of what nobody may come back for.
                partials.drop(needed);
                store.unfinishedPulls().end(image.target().digest());
            }
            throw e;
        }
        for (Map.Entry<Descriptor, byte[]> each : image.documents().entrySet()) {
            put(each.getKey(), each.getValue());
            store.origins().note(each.getKey().digest(), name.repository());
        }
        return image.target();
    }

    /// To be called when a record names the image: nothing is unfinished then.
    public void named(Descriptor target) {
        store.unfinishedPulls().end(target.digest());
    }

    private void fetch(
            RemoteImage image,
            FetchBlobs blobs,
            Set<Digest> needed,
            PlatformChoice choice,
            Reference name) {
        Map<Manifest, List<Digest>> diffIds = new HashMap<>();
        for (Map.Entry<Descriptor, Manifest> each : image.manifests().entrySet()) {
            Manifest manifest = each.getValue();
            Limits.check(manifest.config().size(), limit(manifest), "bytes in the image config");
            boolean chosen = each.getKey().equals(image.chosen());
            if (MediaType.isConfig(manifest.config().mediaType())) {
                ImageConfig config = ImageConfig.parse(blobs.document(manifest.config()));
                check(manifest, config, chosen ? choice : PlatformChoice.host(), chosen, name);
                diffIds.put(manifest, chosen ? config.diffIds() : List.of());
                needed.addAll(config.diffIds());
            } else {
                blobs.start(manifest.config(), Optional.empty());
            }
        }
        store.unfinishedPulls().begin(image.target().digest(), needed);
        for (Manifest manifest : image.all()) {
            List<Digest> unpacked = diffIds.getOrDefault(manifest, List.of());
            for (int i = 0; i < manifest.layers().size(); i++) {
                Descriptor layer = manifest.layers().get(i);
                boolean unpack = !unpacked.isEmpty() && MediaType.isLayer(layer.mediaType());
                blobs.start(layer, unpack ? Optional.of(unpacked.get(i)) : Optional.empty());
            }
        }
        blobs.await();
    }

    private static long limit(Manifest manifest) {
        return MediaType.isConfig(manifest.config().mediaType())
                ? Limits.DOCUMENT_BYTES
                : Long.MAX_VALUE;
    }

    private static void check(
            Manifest manifest,
            ImageConfig config,
            PlatformChoice choice,
            boolean chosen,
            Reference name) {
        if (config.diffIds().size() != manifest.layers().size()) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the image "
                            + name
                            + " has "
                            + manifest.layers().size()
                            + " layers in its manifest and "
                            + config.diffIds().size()
                            + " in its config");
        }
        if (chosen
                && choice.wanted().isPresent()
                && config.platform().fitness(choice.wanted().get()) == 0) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "there is no image for the platform "
                                    + choice.wanted().get()
                                    + " in "
                                    + name)
                    .hint("there is only one for " + config.platform());
        }
    }

    private static Set<Digest> needed(RemoteImage image) {
        Set<Digest> needed = new HashSet<>();
        for (Descriptor document : image.documents().keySet()) {
            needed.add(document.digest());
        }
        for (Manifest manifest : image.all()) {
            needed.add(manifest.config().digest());
            new ArrayList<>(manifest.layers()).forEach(layer -> needed.add(layer.digest()));
        }
        return needed;
    }

    /// A document that is here and whole stays as it is: each one costs two waits for the disk.
    private void put(Descriptor document, byte[] bytes) {
        boolean whole;
        try {
            whole =
                    store.content().has(document)
                            && store.content().read(document.digest()).length == bytes.length;
        } catch (JongException damaged) {
            whole = false;
        }
        if (!whole) {
            store.content().put(document.mediaType(), bytes);
        }
    }
}
