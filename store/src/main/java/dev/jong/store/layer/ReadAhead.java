package dev.jong.store.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Reads a stream ahead in a thread of its own, a few pieces at most. Decompressing and hashing take about as
/// long as creating files; this lets them happen at the same time. Whatever the stream throws is thrown to the
/// reader when it gets there. [#close] ends the thread and leaves the stream open.
final class ReadAhead extends InputStream {
    private static final int PIECES = 4;
    private static final int PIECE_BYTES = 256 * 1024;

    private final BlockingQueue<Piece> filled = new ArrayBlockingQueue<>(PIECES + 1);
    private final BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private Piece current = new Piece(new byte[0], 0, null);
    private int at;

    /// Bytes, or with a length of -1 the end, or what was thrown.
    private record Piece(byte[] bytes, int length, @Nullable Throwable failure) {}

    /// Starts reading at once. Nobody else may read from `source` until this is closed.
    ReadAhead(InputStream source) {
        for (int i = 0; i < PIECES; i++) {
            empty.add(new byte[PIECE_BYTES]);
        }
        thread = Thread.ofPlatform().daemon().name("layer-reader").start(() -> produce(source));
    }

    private void produce(InputStream source) {
        try {
            try {
                int length;
                do {
                    byte[] bytes = empty.take();
                    length = source.read(bytes, 0, bytes.length);
                    filled.put(new Piece(bytes, length, null));
                } while (length >= 0);
            } catch (IOException | RuntimeException | Error e) {
                filled.put(new Piece(new byte[0], -1, e));
            }
        } catch (InterruptedException e) {
            // Nobody wants the rest.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (at == current.length) {
            next();
        }
        if (current.length < 0) {
            rethrow(current.failure);
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current.bytes, at, to, offset, count);
        at += count;
        return count;
    }

    private void next() {
        try {
            if (current.bytes.length > 0) {
                empty.put(current.bytes);
            }
            current = filled.take();
            at = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "unpacking a layer was interrupted")
                    .causedBy(e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        switch (failure) {
            case null -> {
                // The ordinary end.
            }
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
