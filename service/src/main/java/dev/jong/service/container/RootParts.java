package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the files of a container's root lie.
///
/// @param upper what the container writes into
/// @param lower what lies below that, the uppermost first; empty for a directory of the user's
/// @param copied whether `upper` began as a copy of what lies below, as nothing can be mounted on this host
public record RootParts(Path upper, List<Path> lower, boolean copied) {
    public RootParts {
        lower = List.copyOf(lower);
    }

    /// Those of a container, which may run.
    ///
    /// @throws dev.jong.base.JongException DATA_LOSS when its record is damaged
    public static RootParts of(Containers containers, ContainerRecord record) {
        Path folder = containers.folder(record.id()).folder();
        Path copy = folder.resolve("root");
        return switch (ReadSpec.read(record.readable().spec()).root()) {
            case Spec.Root.Directory directory ->
                    new RootParts(Text.path(directory.path()), List.of(), false);
            case Spec.Root.Layers layers -> {
                List<Path> lower = new ArrayList<>();
                for (String layer : layers.layers()) {
                    lower.add(containers.store().resolve("layers").resolve(layer));
                }
                if (Files.isDirectory(copy)) {
                    yield new RootParts(copy, lower, true);
                }
                lower.add(containers.store().resolve("mountpoints"));
                yield new RootParts(folder.resolve("upper"), lower, false);
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
