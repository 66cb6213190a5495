package dev.jong.store.lease;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps content from being collected while someone works on it. Whoever adds blobs or layers before a record
/// names them, or is about to write a record that will (a container), holds a lease meanwhile. A sweep needs
/// all leases of all engines to be over; it never waits for them, and a sweep that could not run is noted and
/// made up for by a later one. A killed engine's leases end with its process.
public final class Leases {
    /// The note that a sweep is wanted.
    public static final String WANTED = "sweep-wanted";

    // The kernel's lock belongs to the process: this engine's leases share one, and stateLock
    // guards their count.
    private final Object stateLock = new Object();
    private final Path file;
    private final Path wanted;
    private int shared;
    private boolean sweeping;
    private @Nullable FileChannel channel;

    /// @param directory where the lock file and the note of a missed sweep are kept
    public Leases(Path directory) {
        this.file = directory.resolve("lease.lock");
        this.wanted = directory.resolve(WANTED);
    }

    /// Takes a lease; waits only for a sweep that is running.
    ///
    /// @throws JongException when the store can't be written to
    public Hold share() {
        synchronized (stateLock) {
            try {
                awaitSweep();
                if (shared == 0) {
                    channel = lock(true).orElseThrow();
                }
                shared++;
            } catch (IOException e) {
                throw DiskFailure.of(e, "take a lease", file);
            }
        }
        return new Once(this::unshare);
    }

    /// Takes everything for a sweep, or notes that one is wanted when leases are out and gives nothing. Waits for a
    /// sweep that this engine is at already: it may have looked before the caller's change.
    public Optional<Hold> trySweep() {
        synchronized (stateLock) {
            try {
                awaitSweep();
                Optional<FileChannel> locked = shared > 0 ? Optional.empty() : lock(false);
                if (locked.isEmpty()) {
                    note();
                    return Optional.empty();
                }
                channel = locked.get();
                try {
                    Files.deleteIfExists(wanted);
                } catch (IOException e) {
                    release();
                    throw e;
                }
                sweeping = true;
                return Optional.of(new Once(this::endSweep));
            } catch (IOException e) {
                throw DiskFailure.of(e, "lock the store for a sweep", file);
            }
        }
    }

    /// Notes that a sweep is wanted, for the case that this process dies before it. On a full disk there may be no note:
    /// what frees space must work all the same.
    public void wantSweep() {
        try {
            note();
        } catch (IOException e) {
            System.getLogger(Leases.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot note that a sweep is wanted", e);
        }
    }

    /// Takes the note back after everything went well; where others are at work it stays for a later sweep.
    public void wantNoSweep() {
        synchronized (stateLock) {
            if (shared > 0 || sweeping) {
                return;
            }
            try {
                Optional<FileChannel> locked = lock(false);
                if (locked.isPresent()) {
                    try (FileChannel _ = locked.get()) {
                        Files.deleteIfExists(wanted);
                    }
                }
            } catch (IOException e) {
                throw DiskFailure.of(e, "take back the wish for a sweep", file);
            }
        }
    }

    /// Whether leases are out, of this engine or another. Only for telling: it may change at once.
    public boolean out() {
        synchronized (stateLock) {
            if (shared > 0 || sweeping) {
                return shared > 0;
            }
            try {
                Optional<FileChannel> locked = lock(false);
                if (locked.isPresent()) {
                    locked.get().close();
                }
                return locked.isEmpty();
            } catch (IOException e) {
                throw DiskFailure.of(e, "look at the leases", file);
            }
        }
    }

    /// True when a sweep could not run and none has run since.
    public boolean sweepWanted() {
        return Files.exists(wanted);
    }

    private void awaitSweep() {
        try {
            while (sweeping) {
                stateLock.wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while waiting for a sweep")
                    .causedBy(e);
        }
    }

    private void note() throws IOException {
        if (!sweepWanted()) {
            AtomicFile.writeVolatile(wanted, new byte[0]);
        }
    }

    private Optional<FileChannel> lock(boolean share) throws IOException {
        FileChannel opened = WriterLock.open(file);
        boolean kept = false;
        try {
            FileLock lock =
                    share
                            ? opened.lock(0, Long.MAX_VALUE, true)
                            : opened.tryLock(0, Long.MAX_VALUE, false);
            kept = lock != null;
            return kept ? Optional.of(opened) : Optional.empty();
        } finally {
            if (!kept) {
                opened.close();
            }
        }
    }

    private void unshare() {
        synchronized (stateLock) {
            shared--;
            if (shared == 0) {
                release();
            }
        }
    }

    private void endSweep() {
        synchronized (stateLock) {
            sweeping = false;
            release();
            stateLock.notifyAll();
        }
    }

    private void release() {
        FileChannel held = channel;
        channel = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "give a lease back", file);
        }
    }
}
