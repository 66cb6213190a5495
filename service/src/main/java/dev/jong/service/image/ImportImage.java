package dev.jong.service.image;

import dev.jong.base.json.Json;
import dev.jong.build.config.ConfigChange;
import dev.jong.image.AddContent;
import dev.jong.image.Image;
import dev.jong.image.NewImage;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.transport.ImportRootfs;
import dev.jong.oci.Digest;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `import`: an image of one layer out of the archive of a root file system. The same archive and options give the
/// same digest, on any machine and at any time: the image is dated 1970 unless another date is given.
public final class ImportImage {
    private final Store store;
    private final ImportRootfs importing;
    private final AddContent adding;

    /// @param usedImages ids of images that containers need
    public ImportImage(Store store, UnpackedLayers layers, Supplier<Set<Digest>> usedImages) {
        this.store = store;
        this.importing = new ImportRootfs(store.content(), layers);
        this.adding = new AddContent(store, layers, usedImages);
    }

    /// What can be said about the new image.
    ///
    /// @param name empty for an image without a name
    /// @param changes Dockerfile instructions, applied in order
    /// @param message what its history says; empty for a standard text
    /// @param platform empty for the host's
    /// @param created its date, from `SOURCE_DATE_EPOCH`; empty for 1970
    public record Options(
            Optional<Reference> name,
            List<String> changes,
            String message,
            Optional<Platform> platform,
            Optional<Instant> created) {
        public Options {
            changes = List.copyOf(changes);
        }
    }

    /// The new image.
    ///
    /// @param moved what lost its name to it
    public record Imported(Digest id, Optional<Moved> moved) {}

    /// Imports an archive as it streams in, plain or compressed with gzip, zstd or xz; not closed.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a bad change (before anything is read) or a bad archive
    public Imported run(InputStream archive, Options options) {
        Json.Obj config = ConfigChange.apply(Json.EMPTY, options.changes());
        NewImage image =
                new NewImage(
                        options.platform().orElseGet(Platform::host),
                        options.created().orElse(Instant.EPOCH),
                        config,
                        options.message().isEmpty()
                                ? "imported from an archive"
                                : options.message());
        return adding.run(() -> store(importing.read(archive, image), options.name()));
    }

    private Imported store(Image image, Optional<Reference> name) {
        Imported imported = name(image, name);
        String id = image.id().toString();
        store.events().append(Event.image("import", id, name.map(Reference::familiar).orElse("")));
        return imported;
    }

    private Imported name(Image image, Optional<Reference> name) {
        if (name.isPresent()) {
            return new Imported(image.id(), new NameImage(store).name(name.get(), image.target()));
        }
        store.references().keep(image.target());
        return new Imported(image.id(), Optional.empty());
    }
}
