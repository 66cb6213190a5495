package dev.jong.build.files;

import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files to copy from. No path leads out of the tree: it is resolved beneath the root by descriptor, links inside of it
/// as if the root were `/` (B01). Files that the user has excluded are not in it. May be used by several threads.
///
/// Every path is a byte string without a leading slash.
public interface FileTree extends AutoCloseable {
    /// Looks a file up. Links on the way are followed; the last name is not.
    Optional<FileEntry> find(String path);

    /// The same path with every link in it followed, the last one as well; empty when it leads nowhere.
    Optional<FileEntry> resolve(String path);

    /// The names in a directory, sorted by their bytes.
    List<String> list(FileEntry directory);

    /// The files in a directory, sorted by the bytes of their names.
    default List<FileEntry> entries(FileEntry directory) {
        List<FileEntry> all = new ArrayList<>();
        for (String name : list(directory)) {
            find(Paths.child(directory.path(), name)).ifPresent(all::add);
        }
        return all;
    }

    /// Why a path is not in the tree although the file may be there: the rule of the user's that leaves it out, ready to be
    /// printed.
    default Optional<String> exclusion(String path) {
        return Optional.empty();
    }

    /// Opens a regular file.
    ///
    /// @throws IOException when it is gone or cannot be read
    InputStream open(FileEntry file) throws IOException;

    /// The digest of a regular file's bytes.
    ///
    /// @throws dev.jong.base.JongException when it is gone or cannot be read
    Digest digest(FileEntry file);

    @Override
    void close();
}
