package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.build.config.ConfigChange;
import dev.jong.image.AddContent;
import dev.jong.image.AddLayer;
import dev.jong.image.Image;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.NewLayer;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.oci.History;
import dev.jong.oci.Reference;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.RootParts;
import dev.jong.service.container.StillThere;
import dev.jong.store.Store;
import dev.jong.store.layer.Compression;
import dev.jong.store.snapshot.PackTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `commit`: an image of a container's image and of what the container has changed. What is mounted in it is not part of
/// that. Files are read by descriptor beneath the container's own layer and no link is followed (V15); the image is named
/// when it is whole (R015).
public final class CommitContainer {
    private final Containers containers;
    private final Store store;
    private final UnpackedLayers layers;
    private final Syscalls kernel;
    private final HoldStill still;
    private final AddContent adding;

    public CommitContainer(
            Containers containers,
            Store store,
            UnpackedLayers layers,
            Syscalls kernel,
            HoldStill still) {
        this.containers = containers;
        this.store = store;
        this.layers = layers;
        this.kernel = kernel;
        this.still = still;
        this.adding = new AddContent(store, layers, containers::usedImages);
    }

    /// Whether the container stands still meanwhile.
    public enum Pause {
        /// Where that is possible.
        USUAL,
        /// Or the command fails.
        REQUIRED,
        /// It goes on.
        NEVER
    }

    /// What is wanted.
    ///
    /// @param name empty for an image without a name
    /// @param changes Dockerfile instructions, applied in order
    /// @param squash one layer instead of one more
    /// @param volumes whether places of its volumes become VOLUMEs
    /// @param docker a manifest of Docker's kind
    /// @param meanwhile runs before the image is named; ends the work by throwing
    public record Wishes(
            Optional<Reference> name,
            String author,
            String message,
            List<String> changes,
            Pause pause,
            boolean squash,
            boolean volumes,
            boolean docker,
            Instant created,
            Runnable meanwhile) {
        public Wishes {
            changes = List.copyOf(changes);
        }
    }

    /// Makes the image.
    ///
    /// @return its id
    /// @throws JongException INVALID_ARGUMENT for a bad change, before anything is read; PRECONDITION where its image is
    ///     gone, or nobody can tell what it has changed
    public Digest run(String container, Wishes wishes) {
        ContainerRecord record = containers.find(container);
        RootParts parts = RootParts.of(containers, record);
        Image base = base(record);
        Json.Obj before = base.config().json();
        Json.Obj own =
                CommittedConfig.of(
                        record, before.object("config"), wishes.volumes(), parts, kernel);
        Json.Obj config = ConfigChange.apply(own, wishes.changes());
        if (parts.copied() && !wishes.squash()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "nobody can tell what container "
                                    + record.name()
                                    + " has removed: nothing can be mounted on this host")
                    .hint("--squash makes an image of one layer");
        }
        String command = String.join(" ", record.command());
        AddLayer made =
                new AddLayer(
                        config,
                        wishes.created(),
                        new History("", command, wishes.author(), wishes.message(), false),
                        wishes.docker());
        return adding.run(() -> store(record, parts, base, made, wishes));
    }

    private Digest store(
            ContainerRecord record, RootParts parts, Image base, AddLayer made, Wishes wishes) {
        NewLayer.Stored layer =
                wishes.pause() == Pause.NEVER
                        ? pack(parts, wishes)
                        : still.during(
                                record,
                                wishes.pause() == Pause.REQUIRED,
                                () -> pack(parts, wishes));
        StillThere.check(containers, record);
        Image image =
                made.store(
                        store.content(),
                        base.config().json(),
                        wishes.squash() ? List.of() : base.content().layers(),
                        layer);
        new MissingLayers(store.content(), layers).complete(image);
        wishes.meanwhile().run();
        if (wishes.name().isPresent()) {
            store.references().put(wishes.name().get(), image.target());
        } else {
            store.references().keep(image.target());
        }
        return image.id();
    }

    private NewLayer.Stored pack(RootParts parts, Wishes wishes) {
        List<Path> topDown = wishes.squash() ? parts.topDown() : List.of(parts.upper());
        PackTree.Scope scope = wishes.squash() ? PackTree.Scope.WHOLE : PackTree.Scope.CHANGES;
        return new NewLayer(store.content())
                .store(
                        Compression.NONE,
                        tar -> PackTree.pack(kernel, topDown, scope, parts.owners(), tar));
    }

    private Image base(ContainerRecord record) {
        Optional<Image> found =
                record.imageId().isEmpty()
                        ? Optional.empty()
                        : new Images(store).find(record.imageId(), Optional.empty());
        return found.orElseThrow(() ->
                JongException.of(
                                ErrorKind.PRECONDITION,
                                "container " + record.name() + " has no image in the store")
                        .hint("jong export and jong import make an image of all its files"));
    }
}
