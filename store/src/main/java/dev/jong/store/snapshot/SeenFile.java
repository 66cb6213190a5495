package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;

/// A name in an open directory of a [SeenRoot], and what was there when it was looked up.
public final class SeenFile implements AutoCloseable {
    private final SeenRoot root;
    private final SeenDirectory directory;
    private final String name;
    private final FileStatus status = new FileStatus();
    private final int layer;

    /// @param name empty for the directory itself
    SeenFile(SeenRoot root, SeenDirectory directory, String name) {
        this.root = root;
        this.directory = directory;
        this.name = name;
        this.layer = look();
    }

    private int look() {
        if (name.isEmpty()) {
            root.kernel().statx(directory.source().number(0), "", Syscalls.AT_EMPTY_PATH, status);
            return 0;
        }
        int found = directory.source().look(name, status);
        return found >= 0 && status.isWhiteout() ? -1 : found;
    }

    /// Whether anything is there.
    public boolean exists() {
        return layer >= 0;
    }

    /// One of the types of [FileStatus]; 0 when nothing is there.
    public int type() {
        return exists() ? status.type() : 0;
    }

    /// Whether it is a directory.
    public boolean isDirectory() {
        return type() == FileStatus.DIRECTORY;
    }

    /// The last component; empty for a directory that was found by itself.
    public String name() {
        return name;
    }

    /// The directory that it is in, or that it is itself when it has no name.
    public SeenDirectory directory() {
        return directory;
    }

    /// This directory, to be closed.
    public SeenDirectory enter() {
        return name.isEmpty() ? directory.below("") : directory.below(name);
    }

    /// Where the file lies.
    int parent() {
        return directory.source().number(Math.max(layer, 0));
    }

    /// What is in it, to be closed.
    MergedSource open() {
        if (name.isEmpty()) {
            return directory.below("").source();
        }
        return directory.below(name).source();
    }

    /// Fills what is known of it by now.
    void status(FileStatus filled) {
        int failed = root.kernel().statx(parent(), name, Syscalls.AT_SYMLINK_NOFOLLOW, filled);
        if (failed < 0) {
            throw Errno.failure(failed, "cannot read \"" + Text.printable(name) + "\"");
        }
    }

    /// What covers parts of it, by the paths of an archive in which it is called `as`.
    Covers covers(String as) {
        String path = directory.path();
        return root.covers(name.isEmpty() ? path : path.isEmpty() ? name : path + "/" + name, as);
    }

    @Override
    public void close() {
        directory.close();
    }
}
