package dev.jong.service.why.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// Pieces of a file at places that the file itself may have chosen.
interface FileBytes {
    /// The bytes at an offset.
    ///
    /// @param length the most that are wanted
    /// @return fewer at the end of the file, none beyond it or before its beginning
    /// @throws IOException when the disk can't be read
    byte[] at(long offset, int length) throws IOException;

    /// Those of an open file, which stays open.
    static FileBytes of(FileChannel file) {
        return (offset, length) -> {
            if (offset < 0 || offset > Long.MAX_VALUE - length) {
                return new byte[0];
            }
            ByteBuffer buffer = ByteBuffer.allocate(length);
            int count = 0;
            while (count >= 0 && buffer.hasRemaining()) {
                count = file.read(buffer, offset + buffer.position());
            }
            return Arrays.copyOf(buffer.array(), buffer.position());
        };
    }

    /// Those of an array.
    static FileBytes of(byte[] bytes) {
        return (offset, length) -> {
            if (offset < 0 || offset >= bytes.length) {
                return new byte[0];
            }
            int from = (int) offset;
            return Arrays.copyOfRange(bytes, from, from + Math.min(length, bytes.length - from));
        };
    }
}
