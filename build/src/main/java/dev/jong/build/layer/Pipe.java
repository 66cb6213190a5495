package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands the bytes of an archive from the thread that writes it to the one that unpacks it, a few pieces ahead.
final class Pipe extends InputStream {
    private static final int PIECES = 16;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean readerGone;
    private volatile boolean broken;
    private byte[] current = {};
    private int at;
    private boolean ended;

    /// That nobody reads any more.
    static final class ReaderGone extends IOException {
        private static final long serialVersionUID = 1;

        ReaderGone() {
            super("the layer can't be unpacked");
        }
    }

    /// Writer: passes a copy on.
    ///
    /// @throws ReaderGone when the reader has given up
    void put(byte[] bytes, int offset, int length) throws ReaderGone {
        if (length > 0 && !offer(Arrays.copyOfRange(bytes, offset, offset + length))) {
            throw new ReaderGone();
        }
    }

    /// Writer: that is all.
    void end() {
        offer(END);
    }

    /// Writer: there is no rest; what the reader reads next fails.
    void breakOff() {
        broken = true;
        queue.clear();
        boolean told = queue.offer(END);
        assert told : "nobody else writes";
    }

    /// Reader: no more is going to be read.
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
            throw new IOException("there is no rest of the layer");
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, to, offset, count);
        at += count;
        return count;
    }

    private boolean offer(byte[] piece) {
        try {
            boolean passed = false;
            while (!passed && !readerGone) {
                passed = queue.offer(piece, 100, TimeUnit.MILLISECONDS);
            }
            return passed && !readerGone;
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

    static JongException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return JongException.of(ErrorKind.CANCELLED, "interrupted while making a layer")
                .causedBy(cause);
    }
}
