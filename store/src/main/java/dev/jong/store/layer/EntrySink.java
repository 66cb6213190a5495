package dev.jong.store.layer;

import dev.jong.linux.FileStatus;
import java.io.IOException;
import java.io.InputStream;

/// Takes the members of an archive one after the other: to write them to one, or to make the files.
public abstract class EntrySink {
    /// Takes a member.
    ///
    /// @param content gives exactly as many bytes as `entry.size()`
    /// @throws IOException when it gives fewer, or a stream fails
    public abstract void add(TarEntry entry, InputStream content) throws IOException;

    /// Is told of a directory before it is read. What makes files refuses the one that it makes them in: a copy of that
    /// would have no end.
    public void reads(FileStatus directory, String path) {}

    /// Takes a member without content.
    public void add(TarEntry entry) throws IOException {
        add(entry, InputStream.nullInputStream());
    }
}
