package dev.jong.service.container;

import java.io.OutputStream;

/// A command's standard output; each write is a message of its own.
final class FrontOutput extends OutputStream {
    private final Front front;

    FrontOutput(Front front) {
        this.front = front;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        front.out(bytes, offset, length);
    }
}
