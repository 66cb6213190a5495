package dev.jong.image.transport;

import dev.jong.store.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;

/// The content of a tar reader's current member as a stream. Closing it does nothing.
final class MemberStream extends InputStream {
    private final TarReader reader;

    MemberStream(TarReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return reader.read(to, offset, length);
    }
}
