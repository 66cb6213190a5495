package dev.jong.service.container;

import java.nio.file.Path;

/// How much containers have written.
public final class ContainerSizes {
    private final Containers containers;

    /// The containers of one store.
    public ContainerSizes(Containers containers) {
        this.containers = containers;
    }

    /// Bytes of the files that a container has changed or made (where nothing can be mounted: of all its files) and of
    /// its log.
    public long of(String id) {
        return sum(id, "upper", "root", "log");
    }

    /// The same without its log.
    public long written(String id) {
        return sum(id, "upper", "root");
    }

    private long sum(String id, String... parts) {
        Path folder = containers.folder(id).folder();
        TreeSize size = new TreeSize();
        for (String part : parts) {
            size.add(folder.resolve(part));
        }
        return size.bytes();
    }
}
