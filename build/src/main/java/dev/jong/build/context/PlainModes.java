package dev.jong.build.context;

import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A tree whose files have the modes that git knows: those of files that were just made say more of the umask.
final class PlainModes implements FileTree {
    private final FileTree tree;

    PlainModes(FileTree tree) {
        this.tree = tree;
    }

    @Override
    public Optional<FileEntry> find(String path) {
        return tree.find(path).map(PlainModes::plain);
    }

    @Override
    public Optional<FileEntry> resolve(String path) {
        return tree.resolve(path).map(PlainModes::plain);
    }

    @Override
    public List<String> list(FileEntry directory) {
        return tree.list(directory);
    }

    @Override
    public List<FileEntry> entries(FileEntry directory) {
        return tree.entries(directory).stream().map(PlainModes::plain).toList();
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
        tree.close();
    }

    private static FileEntry plain(FileEntry entry) {
        int mode =
                switch (entry.kind()) {
                    case DIRECTORY -> 0755;
                    case REGULAR -> (entry.mode() & 0100) == 0 ? 0644 : 0755;
                    case SYMBOLIC_LINK, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE -> entry.mode();
                };
        return new FileEntry(
                entry.path(),
                entry.kind(),
                mode,
                entry.uid(),
                entry.gid(),
                entry.size(),
                entry.modified(),
                entry.linkTarget(),
                entry.inode(),
                entry.attributes());
    }
}
