package dev.jong.service.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Gives out the locks on containers that are being started, or changed in another way of which there is to be one at a time.
final class StartLocks {
    private final Function<ContainerFolder, Path> file;

    /// Ids of containers that this engine has locked; guards itself. The kernel's lock belongs to the process and ends
    /// when any descriptor of the file is closed: whoever in this engine comes second must not even open it.
    private final Set<String> starting = new HashSet<>();

    /// @param file what is locked
    StartLocks(Function<ContainerFolder, Path> file) {
        this.file = file;
    }

    /// @return empty when somebody else has it
    Optional<StartLock> take(ContainerFolder folder) {
        synchronized (starting) {
            if (!starting.add(folder.id())) {
                return Optional.empty();
            }
        }
        Optional<StartLock> taken = Optional.empty();
        try {
            taken = lock(folder);
            return taken;
        } catch (IOException e) {
            throw StoreFailure.of("lock the container", folder.folder(), e);
        } finally {
            if (taken.isEmpty()) {
                forget(folder.id());
            }
        }
    }

    private Optional<StartLock> lock(ContainerFolder folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        file.apply(folder),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
            return locked
                    ? Optional.of(new StartLock(folder, channel, () -> forget(folder.id())))
                    : Optional.empty();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private void forget(String id) {
        synchronized (starting) {
            starting.remove(id);
        }
    }
}
