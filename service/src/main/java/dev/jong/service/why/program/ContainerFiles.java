package dev.jong.service.why.program;

import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.VolumeSource;
import dev.jong.store.snapshot.SeenFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of a container by its spec.
final class ContainerFiles {
    private ContainerFiles() {}

    static SeenFiles of(Spec spec, Path store, Syscalls kernel) {
        Path layers = store.resolve("layers");
        Map<String, List<String>> mounts = new HashMap<>();
        for (String place : new String[] {"/proc", "/sys", "/dev"}) {
            mounts.put(place, List.of());
        }
        for (Spec.Mount mount : spec.mounts()) {
            switch (mount) {
                case Spec.Mount.Bind bind -> mounts.put(bind.target(), List.of(bind.source()));
                case Spec.Mount.Tmpfs tmpfs -> mounts.put(tmpfs.target(), List.of());
                case Spec.Mount.Given given -> mounts.put(given.target(), List.of());
                case Spec.Mount.Volume volume -> mounts.put(volume.target(), volume(volume, store));
                case Spec.Mount.Image image ->
                        mounts.put(image.target(), layers(layers, image.layers(), image.subpath()));
                case Spec.Mount.Writable own -> mounts.remove(own.target());
            }
        }
        return new SeenFiles(kernel, root(spec, store), mounts);
    }

    /// Where a volume's files are on this host; nowhere when they are mounted in the container only.
    private static List<String> volume(Spec.Mount.Volume volume, Path store) {
        Optional<VolumeSource> source = volume.source();
        if (source.isEmpty()) {
            Path data = store.resolve("volumes").resolve(volume.name()).resolve("data");
            return List.of(below(data, volume.subpath()));
        }
        return source.get() instanceof VolumeSource.Directory directory
                ? List.of(below(Text.path(directory.path()), volume.subpath()))
                : List.of();
    }

    private static List<String> root(Spec spec, Path store) {
        Path folder = store.resolve("containers").resolve(spec.id());
        if (Files.isDirectory(folder.resolve("root"))) {
            return List.of(
                    Text.of(folder.resolve("root"))); // A copy, where nothing can be mounted.
        }
        return switch (spec.root()) {
            case Spec.Root.Directory directory -> List.of(directory.path());
            case Spec.Root.Layers under -> {
                List<String> all = new ArrayList<>();
                if (Files.isDirectory(folder.resolve("upper"))) {
                    all.add(Text.of(folder.resolve("upper")));
                }
                all.addAll(layers(store.resolve("layers"), under.layers(), ""));
                yield all;
            }
        };
    }

    private static List<String> layers(Path layers, List<String> names, String subpath) {
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String layer = below(layers.resolve(name), subpath);
            if (subpath.isEmpty() || Files.exists(Path.of(layer))) {
                all.add(layer);
            }
        }
        return all;
    }

    private static String below(Path folder, String subpath) {
        return subpath.isEmpty() ? Text.of(folder) : Text.of(folder) + "/" + subpath;
    }
}
