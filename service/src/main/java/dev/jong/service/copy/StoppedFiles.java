package dev.jong.service.copy;

import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeSource;
import dev.jong.service.container.ContainerOwners;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.RootParts;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.SeenRoot;
import dev.jong.store.snapshot.StackedRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The files of a container that does not run: its layers put together, with the volumes and binds of its record over
/// them.
final class StoppedFiles {
    private StoppedFiles() {}

    /// From owners that the engine sees to those that the container sees.
    static OwnerMap outside(Spec spec) {
        return spec.namespaces().users().map(ContainerOwners::inside).orElse(OwnerMap.SAME);
    }

    /// Opens them.
    ///
    /// @param rung of the host: whether the kernel shows files of the store with a container's ids
    static SeenRoot open(
            Containers containers, Syscalls kernel, ContainerRecord record, Host.Isolation rung) {
        RootParts parts = RootParts.of(containers, record);
        Spec spec = ReadSpec.read(record.spec());
        boolean readOnly =
                switch (spec.root()) {
                    case Spec.Root.Layers layers -> layers.readOnly();
                    case Spec.Root.Directory directory -> directory.readOnly();
                };
        StackedRoot root = new StackedRoot(kernel, parts.topDown(), readOnly, parts.owners());
        OwnerMap outside = outside(spec);
        // For root the kernel shows what is stored with the ids of the container, whatever they
        // are.
        OwnerMap stored = rung == Host.Isolation.ROOT ? OwnerMap.SAME : outside;
        Path folder = containers.folder(record.id()).folder();
        for (String name : List.of("hostname", "hosts", "resolv.conf")) {
            if (!parts.copied() && Files.exists(folder.resolve(name))) {
                root.mount("/etc/" + name, single(folder.resolve(name), false, stored));
            }
        }
        for (Spec.Mount mount : spec.mounts()) {
            mounted(containers, mount, stored, outside)
                    .ifPresent(over -> root.mount(mount.target(), over));
        }
        return root;
    }

    private static Optional<StackedRoot.Mounted> mounted(
            Containers containers, Spec.Mount mount, OwnerMap stored, OwnerMap outside) {
        return switch (mount) {
            case Spec.Mount.Bind bind -> {
                Path source = Text.path(bind.source());
                yield Files.exists(source)
                        ? Optional.of(
                                single(source, bind.readOnly(), bind.idMapped() ? stored : outside))
                        : Optional.empty();
            }
            case Spec.Mount.Volume volume -> volume(containers, volume, stored, outside);
            case Spec.Mount.Image image -> {
                List<Path> layers = new ArrayList<>();
                for (String layer : image.layers()) {
                    layers.add(containers.store().resolve("layers").resolve(layer));
                }
                yield image.subpath().isEmpty()
                        ? Optional.of(new StackedRoot.Mounted(layers, true, true, stored))
                        : Optional.empty();
            }
            case Spec.Mount.Tmpfs _, Spec.Mount.Writable _, Spec.Mount.Given _ -> Optional.empty();
        };
    }

    /// A volume of the store, or a directory of the host. What only its containers mount has no files now.
    private static Optional<StackedRoot.Mounted> volume(
            Containers containers, Spec.Mount.Volume volume, OwnerMap stored, OwnerMap outside) {
        Optional<VolumeSource> source = volume.source();
        if (source.isPresent()) {
            return source.get() instanceof VolumeSource.Directory directory
                    ? part(Text.path(directory.path()), volume.subpath())
                            .map(path -> single(path, volume.readOnly(), outside))
                    : Optional.empty();
        }
        Path data = containers.store().resolve("volumes").resolve(volume.name()).resolve("data");
        return part(data, volume.subpath()).map(path -> single(path, volume.readOnly(), stored));
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

    private static StackedRoot.Mounted single(Path path, boolean readOnly, OwnerMap owners) {
        return new StackedRoot.Mounted(List.of(path), Files.isDirectory(path), readOnly, owners);
    }
}
