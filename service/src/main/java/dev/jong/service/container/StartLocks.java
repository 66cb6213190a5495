package dev.jong.service.container;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Gives out the locks on containers that are being started.
final class StartLocks {
    /// Ids of containers that this engine is starting; guards itself. The kernel's lock belongs to the process and ends
    /// when any descriptor of the file is closed: whoever in this engine comes second must not even open it.
    private final Set<String> starting = new HashSet<>();

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
        FileChannel file =
                FileChannel.open(
                        folder.startLock(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = file.tryLock() != null;
            return locked
                    ? Optional.of(new StartLock(folder, file, () -> forget(folder.id())))
                    : Optional.empty();
        } finally {
            if (!locked) {
                file.close();
            }
        }
    }

    private void forget(String id) {
        synchronized (starting) {
            starting.remove(id);
        }
    }
}
