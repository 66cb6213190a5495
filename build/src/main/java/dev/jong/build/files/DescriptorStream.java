package dev.jong.build.files;

import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of an open file, which is closed with this.
final class DescriptorStream extends InputStream {
    private final Syscalls kernel;
    private final Descriptor file;

    DescriptorStream(Syscalls kernel, Descriptor file) {
        this.kernel = kernel;
        this.file = file;
    }

    /// The open file.
    int number() {
        return file.number();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = kernel.read(file.number(), bytes, offset, length);
        if (count < 0) {
            throw new IOException(Errno.failure(count, "cannot read a file").text());
        }
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() {
        file.close();
    }
}
