package dev.jong.image.copy;

import java.io.InputStream;
import java.util.Optional;

/// Files by name: a directory that the user named, or the members of an archive. Nothing in it is believed.
interface Tree extends AutoCloseable {
    /// Opens a regular file; empty when there is none of this name.
    Optional<InputStream> open(String name);

    /// The size of a regular file in bytes; -1 when there is none of this name.
    long size(String name);

    /// How messages name it. Byte string, safe to print.
    String label();

    @Override
    void close();
}
