package dev.jong.cli.command.container;

import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.ContainerSizes;
import java.util.function.ToLongFunction;

/// What containers take on disk, as `ps -s` and `inspect -s` show it.
///
/// @param images bytes of a container's image
public record SizesOnDisk(ContainerSizes containers, ToLongFunction<ContainerRecord> images) {
    /// Bytes that a container has written.
    long written(ContainerRecord record) {
        return containers.written(record.id());
    }

    /// The same with its image.
    long whole(ContainerRecord record, long written) {
        return written + images.applyAsLong(record);
    }
}
