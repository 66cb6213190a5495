package dev.jong.image.transport;

import dev.jong.oci.Descriptor;
import java.io.InputStream;
import java.util.Optional;

/// Named files that an image is written to: those of an archive, or of a directory.
interface Members extends AutoCloseable {
    /// Whether there is a file of this name and size.
    boolean has(String name, long size);

    /// A small file that was there before; empty when there was none.
    ///
    /// @param limit most bytes accepted
    Optional<byte[]> read(String name, int limit);

    /// Writes a file, out of a stream that is read to its end.
    ///
    /// @param blob what it has to be
    void add(String name, Descriptor blob, InputStream content);

    /// Writes a small file, in place of one that was there.
    void add(String name, byte[] bytes);

    /// Makes all of it whole.
    void finish();

    /// Takes back what was not finished.
    @Override
    void close();
}
