package dev.jong.store.layer;

import java.io.IOException;
import java.io.InputStream;

/// Takes the members of an archive one after the other: to write them to one, or to make the files.
public interface EntrySink {
    /// Takes a member.
    ///
    /// @param content gives exactly as many bytes as `entry.size()`
    /// @throws IOException when it gives fewer, or a stream fails
    void add(TarEntry entry, InputStream content) throws IOException;

    /// Takes a member without content.
    default void add(TarEntry entry) throws IOException {
        add(entry, InputStream.nullInputStream());
    }
}
