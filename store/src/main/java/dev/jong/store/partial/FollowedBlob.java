package dev.jong.store.partial;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.store.disk.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Reads a blob's file behind the thread that writes it, so that the blob is unpacked while it comes, and neither
/// thread holds the other up or keeps more than a piece in memory. What is read is not verified before the end.
public final class FollowedBlob extends InputStream {
    private final Path file;

    /// Guards the three below.
    private final Object stateLock = new Object();

    private long available;
    private boolean ended;
    private boolean broken;

    // These belong to the reader.
    private @Nullable FileChannel channel;
    private long at;

    FollowedBlob(Path file) {
        this.file = file;
    }

    /// Opens the file, which its writer may rename from then on.
    public FollowedBlob open() {
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return this;
        } catch (IOException e) {
            throw DiskFailure.of(e, "read a partial blob", file);
        }
    }

    /// Writer: so many bytes are in the file.
    void grew(long size) {
        synchronized (stateLock) {
            available = size;
            stateLock.notifyAll();
        }
    }

    /// Writer: all bytes are in the file, and are the right ones.
    void end() {
        synchronized (stateLock) {
            ended = true;
            stateLock.notifyAll();
        }
    }

    /// Writer: the rest will not come, or what has come is wrong.
    void breakOff() {
        synchronized (stateLock) {
            broken = true;
            stateLock.notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        long ready = await();
        FileChannel open = channel;
        if (ready == 0 || open == null) {
            return -1;
        }
        int count = (int) Math.min(length, ready);
        int got = open.read(ByteBuffer.wrap(to, offset, count), at);
        if (got < 0) {
            throw new IOException("the partial blob was cut off");
        }
        at += got;
        return got;
    }

    /// Bytes that can be read now; 0 at the end.
    private long await() throws IOException {
        synchronized (stateLock) {
            try {
                while (available == at && !ended && !broken) {
                    stateLock.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw JongException.of(ErrorKind.CANCELLED, "interrupted while fetching a blob")
                        .causedBy(e);
            }
            if (broken) {
                throw new IOException("the blob could not be fetched to its end");
            }
            return available - at;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        if (open != null) {
            open.close();
        }
    }
}
