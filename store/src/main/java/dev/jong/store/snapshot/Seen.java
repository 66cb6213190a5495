package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.Descriptor;
import dev.jong.linux.FileStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What [SeenFiles] found at a path: a file that is held but not opened for reading, or nothing.
public final class Seen implements AutoCloseable {
    private final String path;
    private final String mount;
    private final List<Passed> way;
    private final FileStatus status;
    private final @Nullable Descriptor file;

    /// @param file held by O_PATH; null for a directory, and when nothing is there
    Seen(
            String path,
            String mount,
            List<Passed> way,
            FileStatus status,
            @Nullable Descriptor file) {
        this.path = path;
        this.mount = mount;
        this.way = List.copyOf(way);
        this.status = status;
        this.file = file;
    }

    /// A directory on the way to it.
    ///
    /// @param permissions mode bits; `uid` and `gid` its owners as this process sees them
    public record Passed(String path, int permissions, int uid, int gid) {}

    /// Where it is when all links are followed; where the way ended when nothing is there. A byte string.
    public String path() {
        return path;
    }

    /// The target of the mount that it lies in; empty for the container's root.
    public String mount() {
        return mount;
    }

    /// The directories that were entered, the root's not among them.
    public List<Passed> way() {
        return way;
    }

    /// Whether something is there.
    public boolean exists() {
        return status.type() != 0;
    }

    /// Type, mode and owners.
    public FileStatus status() {
        return status;
    }

    /// Whether it is a regular file, which can be read.
    public boolean isRegular() {
        return status.type() == FileStatus.REGULAR && file != null;
    }

    /// Opens a regular file for reading: exactly the one that was looked at.
    ///
    /// @throws JongException INVALID_ARGUMENT when it is anything else
    public FileChannel open() throws IOException {
        if (file == null || status.type() != FileStatus.REGULAR) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "it is not a regular file");
        }
        Path held = Path.of("/proc/self/fd/" + file.number());
        return FileChannel.open(held, StandardOpenOption.READ);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
