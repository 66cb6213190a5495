package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.spec.IdMap;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.store.snapshot.OwnerMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the files of a container's root lie.
///
/// @param upper what the container writes into
/// @param lower what lies below that, the uppermost first; empty for a directory of the user's
/// @param owners whose the files are in the container
/// @param copied whether `upper` began as a copy of what lies below, as nothing can be mounted on this host
public record RootParts(Path upper, List<Path> lower, boolean copied, OwnerMap owners) {
    public RootParts {
        lower = List.copyOf(lower);
    }

    /// Those of a container, which may run.
    ///
    /// @throws dev.jong.base.JongException DATA_LOSS when its record is damaged
    public static RootParts of(Containers containers, ContainerRecord record) {
        return of(containers, record.id(), ReadSpec.read(record.readable().spec()));
    }

    /// Those of a container that has no record yet.
    static RootParts of(Containers containers, String id, Spec spec) {
        Path folder = containers.folder(id).folder();
        Path copy = folder.resolve("root");
        return switch (spec.root()) {
            case Spec.Root.Directory directory ->
                    new RootParts(Text.path(directory.path()), List.of(), false, OwnerMap.SAME);
            case Spec.Root.Layers layers -> {
                Optional<IdMap> shifted = ShiftFiles.of(spec, containers.store());
                if (shifted.isPresent()) {
                    yield new RootParts(
                            folder.resolve("upper"),
                            ShiftFiles.lower(containers.store(), shifted.get(), layers),
                            false,
                            ContainerOwners.inside(shifted.get()));
                }
                List<Path> lower = new ArrayList<>();
                for (String layer : layers.layers()) {
                    lower.add(containers.store().resolve("layers").resolve(layer));
                }
                if (Files.isDirectory(copy)) {
                    yield new RootParts(copy, lower, true, OwnerMap.SAME);
                }
                lower.add(containers.store().resolve("mountpoints"));
                yield new RootParts(folder.resolve("upper"), lower, false, OwnerMap.SAME);
            }
        };
    }

    /// The directories that show the whole root together, the uppermost first.
    public List<Path> topDown() {
        if (copied) {
            return List.of(upper);
        }
        List<Path> all = new ArrayList<>();
        all.add(upper);
        all.addAll(lower);
        return all;
    }
}
