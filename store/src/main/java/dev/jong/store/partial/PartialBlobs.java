package dev.jong.store.partial;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.disk.Unfinished;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/// Blobs on their way into the store: one file `ALGORITHM-HEX` each in the store's `partial` directory, locked by
/// whoever fetches it. It outlives its process, so that the next pull goes on where it stopped; one that nobody
/// went on with for a week is removed. Safe for any number of threads and engines.
public final class PartialBlobs {
    /// How long a partial blob waits for somebody to go on with it.
    public static final Duration KEPT = Duration.ofDays(7);

    private static final long POLL_MILLIS = 40;

    private final Path directory;
    private final ContentStore content;
    private final Syscalls kernel;

    /// @param directory the store's `partial`; made when it is first needed
    /// @param content where finished blobs go
    public PartialBlobs(Path directory, ContentStore content, Syscalls kernel) {
        this.directory = directory;
        this.content = content;
        this.kernel = kernel;
    }

    /// Claims a blob for fetching, with the bytes that an earlier attempt left. Waits while somebody else is at it.
    ///
    /// @param damaged the store's own blob is known to be damaged and is to be replaced
    /// @param waiting called once when it has to wait
    /// @return empty when the blob is in the store, where somebody else may have brought it meanwhile
    /// @throws JongException CANCELLED when the thread is interrupted
    public Optional<PartialBlob> claim(Descriptor blob, boolean damaged, Runnable waiting) {
        make();
        Path file = file(blob.digest());
        boolean waited = false;
        while (true) {
            Optional<KernelLock> lock = KernelLock.tryTake(kernel, file);
            if (lock.isPresent() && !lock.get().isOf(kernel, file)) {
                // Renamed into the store, or removed, while it was opened here.
                lock.get().close();
            } else if (lock.isPresent() && content.has(blob) && (waited || !damaged)) {
                giveBack(file, lock.get());
                return Optional.empty();
            } else if (lock.isPresent()) {
                return Optional.of(begin(blob, file, lock.get()));
            } else if (!waited) {
                waiting.run();
                waited = true;
            } else {
                pause();
            }
        }
    }

    /// Removes what nobody fetches now and nobody went on with for [#KEPT].
    public void sweep(InstantSource clock) {
        Unfinished.sweep(directory);
        removeOlder(clock.millis() - KEPT.toMillis());
    }

    /// Removes all that nobody fetches now.
    ///
    /// @return the bytes that it had
    public long clear() {
        return removeOlder(Long.MAX_VALUE);
    }

    /// Removes what came of some blobs that nobody fetches now.
    public void drop(Collection<Digest> blobs) {
        for (Digest blob : blobs) {
            Path file = file(blob);
            try {
                if (Files.exists(file)) {
                    remove(file);
                }
            } catch (IOException e) {
                throw DiskFailure.of(e, "remove a partial blob", file);
            }
        }
    }

    private long removeOlder(long limit) {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isPartial(file) && Files.getLastModifiedTime(file).toMillis() < limit) {
                    bytes += remove(file);
                }
            }
        } catch (NoSuchFileException e) {
            return bytes;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove partial blobs", directory);
        }
        return bytes;
    }

    private long remove(Path file) throws IOException {
        Optional<KernelLock> lock = KernelLock.tryTake(kernel, file);
        if (lock.isEmpty()) {
            return 0;
        }
        try (KernelLock held = lock.get()) {
            long bytes = Files.size(file);
            return held.isOf(kernel, file) && Files.deleteIfExists(file) ? bytes : 0;
        }
    }

    private static boolean isPartial(Path file) {
        String name = Text.of(file.getFileName());
        return name.startsWith("sha256-") || name.startsWith("sha512-");
    }

    private Path file(Digest digest) {
        return directory.resolve(digest.algorithm().label() + "-" + digest.hex());
    }

    private static void giveBack(Path file, KernelLock lock) {
        try (lock) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a partial blob", file);
        }
    }

    private PartialBlob begin(Descriptor blob, Path file, KernelLock lock) {
        try {
            return new PartialBlob(content, blob, file, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void make() {
        try {
            PrivateDirectory.make(directory);
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a directory for partial blobs", directory);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(
                            ErrorKind.CANCELLED, "interrupted while another pull fetches a blob")
                    .causedBy(e);
        }
    }
}
