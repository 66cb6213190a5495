package dev.jong.store.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The right to unpack a layer, so that pulls of images that share one do the work once: `layer-NAME.lock` in the
/// store's `tmp`, locked by whoever is at it. The others wait for as long as it gets on. Whoever unpacks may be fed by
/// a registry that has fallen silent, so nobody waits longer than a few seconds for somebody who gets nowhere: the same
/// work twice costs time and nothing else. A killed holder's lock ends with its process, its file is swept.
final class LayerTurn implements AutoCloseable {
    /// How long a holder may get nowhere before others go ahead without the lock.
    static final long PATIENCE_MILLIS = 5000;

    private static final long POLL_MILLIS = 40;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Optional<KernelLock> lock;

    private LayerTurn(Path file, Optional<KernelLock> lock) {
        this.file = file;
        this.lock = lock;
    }

    /// Waits for the turn, or for somebody else's work.
    ///
    /// @param temporary the store's `tmp`
    /// @param there whether the layer is complete by now
    /// @throws JongException CANCELLED when the thread is interrupted, EXHAUSTED when there is no room for the file
    static LayerTurn await(Syscalls kernel, Path temporary, Digest diffId, BooleanSupplier there) {
        Path file = temporary.resolve(LayerStaging.lockOf(LayerName.of(diffId)));
        FileTime told = progress(file);
        long since = System.nanoTime();
        while (true) {
            Optional<KernelLock> lock = KernelLock.tryTake(kernel, file);
            if (lock.isPresent() && lock.get().isOf(kernel, file)) {
                return new LayerTurn(file, lock);
            }
            // One that is not of the file by now was its last holder's, who removed it.
            lock.ifPresent(KernelLock::close);
            FileTime now = progress(file);
            if (!now.equals(told)) {
                told = now;
                since = System.nanoTime();
            }
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
            if (there.getAsBoolean() || waited > PATIENCE_MILLIS) {
                return new LayerTurn(file, Optional.empty());
            }
            pause();
        }
    }

    /// Lets those who wait see how far the holder has come: the time of the file is no time, but the count of bytes in
    /// milliseconds, as a full disk always has room for that.
    InputStream shown(InputStream archive) {
        return lock.isEmpty() ? archive : new Shown(archive);
    }

    @Override
    public void close() {
        if (lock.isEmpty()) {
            return;
        }
        try (KernelLock _ = lock.get()) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the lock of a layer", file);
        }
    }

    private static FileTime progress(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(
                            ErrorKind.CANCELLED, "interrupted while another pull unpacks a layer")
                    .causedBy(e);
        }
    }

    private final class Shown extends FilterInputStream {
        private long count;
        private long last = System.nanoTime();

        Shown(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = in.read(to, offset, length);
            count += Math.max(got, 0);
            long now = System.nanoTime();
            if (now - last > TELL_NANOS) {
                last = now;
                tell();
            }
            return got;
        }

        private void tell() throws IOException {
            try {
                Files.setLastModifiedTime(file, FileTime.fromMillis(count));
            } catch (NoSuchFileException swept) {
                return; // Nobody can wait for it any more.
            }
        }
    }
}
