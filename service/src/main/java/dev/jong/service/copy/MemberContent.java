package dev.jong.service.copy;

import dev.jong.store.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;

/// The content of the member where a reader is.
final class MemberContent extends InputStream {
    private final TarReader reader;

    MemberContent(TarReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return reader.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return reader.read(bytes, offset, length);
    }
}
