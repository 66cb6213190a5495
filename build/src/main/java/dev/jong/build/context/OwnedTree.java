package dev.jong.build.context;

import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A tree with which goes what it was made for.
///
/// @param after runs when the tree is closed
record OwnedTree(FileTree tree, Runnable after) implements FileTree {
    @Override
    public Optional<FileEntry> find(String path) {
        return tree.find(path);
    }

    @Override
    public Optional<FileEntry> resolve(String path) {
        return tree.resolve(path);
    }

    @Override
    public List<String> list(FileEntry directory) {
        return tree.list(directory);
    }

    @Override
    public List<FileEntry> entries(FileEntry directory) {
        return tree.entries(directory);
    }

    @Override
    public Optional<String> exclusion(String path) {
        return tree.exclusion(path);
    }

    @Override
    public InputStream open(FileEntry file) throws IOException {
        return tree.open(file);
    }

    @Override
    public Digest digest(FileEntry file) {
        return tree.digest(file);
    }

    @Override
    public void close() {
        try {
            tree.close();
        } finally {
            after.run();
        }
    }
}
