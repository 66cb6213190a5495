package dev.jong.image.transport;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands one layer's bytes from the thread that reads the archive to the thread that unpacks, a few megabytes at
/// most ahead. The reader may give up early; the writer then goes on without it.
final class LayerPipe extends InputStream {
    private static final int PIECES = 32;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean readerGone;
    private volatile boolean broken;
    private byte[] current = {};
    private int at;
    private boolean ended;

    /// Writer: passes a copy of these bytes on.
    void put(byte[] bytes, int offset, int length) {
        if (length > 0) {
            offer(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /// Writer: the layer is complete.
    void end() {
        offer(END);
    }

    /// Writer: the layer can't be completed; the reader's next read fails.
    void breakOff() {
        broken = true;
        end();
    }

    /// Reader: nothing more will be read.
    @Override
    public void close() {
        readerGone = true;
        queue.clear();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (!ended && at == current.length) {
            current = take();
            at = 0;
            ended = current.length == 0;
        }
        if (broken) {
            throw new IOException("the archive could not be read to the end of the layer");
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, to, offset, count);
        at += count;
        return count;
    }

    private void offer(byte[] piece) {
        try {
            boolean passed = false;
            while (!passed && !readerGone) {
                passed = queue.offer(piece, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private byte[] take() {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static JongException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return JongException.of(ErrorKind.CANCELLED, "interrupted while reading an image")
                .causedBy(cause);
    }
}
