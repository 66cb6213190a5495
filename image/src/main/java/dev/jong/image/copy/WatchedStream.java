package dev.jong.image.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// Says how far a stream was read.
final class WatchedStream extends FilterInputStream {
    private final LongConsumer watcher;
    private long at;

    /// @param from offset of the first byte
    WatchedStream(InputStream in, long from, LongConsumer watcher) {
        super(in);
        this.at = from;
        this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            tell(1);
        }
        return read;
    }

    @Override
    public int read(byte[] to, int offset, int count) throws IOException {
        int got = in.read(to, offset, count);
        if (got > 0) {
            tell(got);
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        tell(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void tell(long more) {
        at += more;
        watcher.accept(at);
    }
}
