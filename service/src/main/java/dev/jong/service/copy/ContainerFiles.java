package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.RootParts;
import dev.jong.service.container.Status;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.LiveRoot;
import dev.jong.store.snapshot.SeenRoot;
import dev.jong.store.snapshot.StackedRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a container as it sees them itself: through its mount namespace while it runs, else its layers put
/// together, with the volumes and binds of its record over them. Nothing is mounted and no namespace is entered (V17).
final class ContainerFiles implements AutoCloseable {
    private final SeenRoot root;
    private final Optional<Hold> hold;

    private ContainerFiles(SeenRoot root, Optional<Hold> hold) {
        this.root = root;
        this.hold = hold;
    }

    /// Opens them.
    ///
    /// @param writing keeps a container that does not run from being started meanwhile
    static ContainerFiles open(
            Containers containers, Syscalls kernel, ContainerRecord record, boolean writing) {
        Optional<SeenRoot> live = live(containers, kernel, record);
        if (live.isPresent()) {
            return new ContainerFiles(live.get(), Optional.empty());
        }
        Optional<Hold> hold = writing ? containers.holdStopped(record.id()) : Optional.empty();
        if (writing && hold.isEmpty()) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "container " + record.name() + " is being started or ends just now")
                    .hint("try again");
        }
        try {
            return new ContainerFiles(stacked(containers, kernel, record), hold);
        } catch (RuntimeException e) {
            hold.ifPresent(Hold::close);
            throw e;
        }
    }

    SeenRoot root() {
        return root;
    }

    /// The directory is opened first and the process asked for again then: a recycled pid never counts (R085).
    private static Optional<SeenRoot> live(
            Containers containers, Syscalls kernel, ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running running)) {
            return Optional.empty();
        }
        try {
            InRoot root =
                    InRoot.open(kernel, Path.of("/proc", Long.toString(running.pid()), "root"));
            if (containers.status(record) instanceof Status.Running still
                    && still.pid() == running.pid()
                    && still.startTime() == running.startTime()) {
                return Optional.of(new LiveRoot(kernel, root));
            }
            root.close();
            return Optional.empty();
        } catch (JongException e) {
            boolean own = RootParts.of(containers, record).copied();
            if (own || !(containers.status(record) instanceof Status.Running)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static SeenRoot stacked(
            Containers containers, Syscalls kernel, ContainerRecord record) {
        RootParts parts = RootParts.of(containers, record);
        Spec spec = ReadSpec.read(record.spec());
        boolean readOnly =
                switch (spec.root()) {
                    case Spec.Root.Layers layers -> layers.readOnly();
                    case Spec.Root.Directory directory -> directory.readOnly();
                };
        StackedRoot root = new StackedRoot(kernel, parts.topDown(), readOnly);
        Path folder = containers.folder(record.id()).folder();
        for (String name : List.of("hostname", "hosts", "resolv.conf")) {
            if (!parts.copied() && Files.exists(folder.resolve(name))) {
                root.mount("/etc/" + name, single(folder.resolve(name), false));
            }
        }
        for (Spec.Mount mount : spec.mounts()) {
            mounted(containers, mount).ifPresent(over -> root.mount(mount.target(), over));
        }
        return root;
    }

    private static Optional<StackedRoot.Mounted> mounted(Containers containers, Spec.Mount mount) {
        return switch (mount) {
            case Spec.Mount.Bind bind -> {
                Path source = Text.path(bind.source());
                yield Files.exists(source)
                        ? Optional.of(single(source, bind.readOnly()))
                        : Optional.empty();
            }
            case Spec.Mount.Volume volume -> {
                Path data =
                        containers
                                .store()
                                .resolve("volumes")
                                .resolve(volume.name())
                                .resolve("data");
                yield part(data, volume.subpath()).map(path -> single(path, volume.readOnly()));
            }
            case Spec.Mount.Image image -> {
                List<Path> layers = new ArrayList<>();
                for (String layer : image.layers()) {
                    layers.add(containers.store().resolve("layers").resolve(layer));
                }
                yield image.subpath().isEmpty()
                        ? Optional.of(new StackedRoot.Mounted(layers, true, true))
                        : Optional.empty();
            }
            case Spec.Mount.Tmpfs _, Spec.Mount.Writable _ -> Optional.empty();
        };
    }

    /// A part of a volume; nothing when a link leads out of it.
    private static Optional<Path> part(Path data, String subpath) {
        try {
            Path whole = data.toRealPath();
            Path part = whole.resolve(Text.path(subpath)).toRealPath();
            return part.startsWith(whole) ? Optional.of(part) : Optional.empty();
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static StackedRoot.Mounted single(Path path, boolean readOnly) {
        return new StackedRoot.Mounted(List.of(path), Files.isDirectory(path), readOnly);
    }

    @Override
    public void close() {
        try {
            root.close();
        } finally {
            hold.ifPresent(Hold::close);
        }
    }
}
