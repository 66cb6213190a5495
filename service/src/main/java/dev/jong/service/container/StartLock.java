package dev.jong.service.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// Held from the look at a container's state until its program runs or has ended, so that two commands never launch
/// it at the same time: what the second one undoes when it fails would be the first one's cgroup and pid record. Works
/// between threads, engines and processes, and ends with its holder. Given out by [StartLocks].
///
/// The file itself says in which boot of the host the container was launched last, which matters to those whose files
/// are never synced.
final class StartLock implements AutoCloseable {
    private final ContainerFolder folder;
    private final FileChannel file;
    private final Runnable end;

    StartLock(ContainerFolder folder, FileChannel file, Runnable end) {
        this.folder = folder;
        this.file = file;
        this.end = end;
    }

    /// Whether the container was launched in this boot.
    ///
    /// @param bootId the kernel's `random/boot_id`
    boolean isOfBoot(byte[] bootId) {
        try {
            ByteBuffer known = ByteBuffer.allocate(bootId.length + 1);
            int length = file.read(known, 0);
            return length == bootId.length
                    && Arrays.equals(Arrays.copyOf(known.array(), length), bootId);
        } catch (IOException e) {
            throw StoreFailure.of("read when the container was started", folder.folder(), e);
        }
    }

    /// Writes down that it is launched in this boot.
    void noteBoot(byte[] bootId) {
        try {
            file.write(ByteBuffer.wrap(bootId), 0);
        } catch (IOException e) {
            throw StoreFailure.of("write when the container is started", folder.folder(), e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw StoreFailure.of("unlock the container", folder.folder(), e);
        } finally {
            end.run();
        }
    }
}
