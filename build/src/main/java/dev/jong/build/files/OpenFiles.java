package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.DirectoryNames;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.oci.Digest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Opens files and directories beneath a directory by paths without links: a link that somebody has put on the way since
/// leads nowhere (B01). For any number of threads.
final class OpenFiles {
    private static final long DIRECTORY =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    /// Who waits at a FIFO waits for ever.
    private static final long FILE =
            OpenFlag.READ_ONLY
                    | OpenFlag.NO_FOLLOW
                    | OpenFlag.NON_BLOCKING
                    | OpenFlag.CLOSE_ON_EXEC;

    private static final int PIECE = 128 << 10;
    private static final int LINK = 4096;

    private final Syscalls kernel;

    OpenFiles(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// A directory beneath another one.
    ///
    /// @param path empty for that one itself
    Descriptor directory(int root, String path) {
        String name = path.isEmpty() ? "." : path;
        int number = kernel.openat2(root, name, DIRECTORY, 0, Syscalls.RESOLVE_INSIDE);
        check(number, "cannot read the directory", path);
        return new Descriptor(kernel, number);
    }

    /// The names in an open directory.
    List<String> names(Descriptor directory) {
        return DirectoryNames.list(kernel, directory.number());
    }

    /// Looks at a name in an open directory; false when it is gone.
    boolean look(Descriptor directory, String name, FileStatus status) {
        int number = directory.number();
        int failed = kernel.statx(number, name, Syscalls.AT_SYMLINK_NOFOLLOW, status);
        if (failed == -Errno.ENOENT) {
            return false;
        }
        check(failed, "cannot look at", name);
        return true;
    }

    /// Looks at an open file.
    void look(int file, FileStatus status, String path) {
        check(kernel.statx(file, "", Syscalls.AT_EMPTY_PATH, status), "cannot look at", path);
    }

    /// What a link says.
    String target(Descriptor directory, String name) {
        byte[] buffer = new byte[LINK];
        int length = kernel.readlinkat(directory.number(), name, buffer);
        check(length, "cannot read the link", name);
        return Text.of(Arrays.copyOf(buffer, length));
    }

    /// Opens a regular file or directory for what belongs to it.
    Descriptor open(int root, String path) {
        String name = path.isEmpty() ? "." : path;
        int number = kernel.openat2(root, name, FILE, 0, Syscalls.RESOLVE_INSIDE);
        check(number, "cannot open", path);
        return new Descriptor(kernel, number);
    }

    /// Opens a regular file that was looked at before.
    ///
    /// @throws IOException when it is another one by now, or cannot be read
    DescriptorStream file(int root, String path, Stamp expected) throws IOException {
        int number = kernel.openat2(root, path, FILE, 0, Syscalls.RESOLVE_INSIDE);
        String quoted = "\"" + Text.printable(path) + "\"";
        if (number < 0) {
            throw new IOException("cannot open " + quoted + ": " + Errno.name(-number));
        }
        Descriptor file = new Descriptor(kernel, number);
        FileStatus status = new FileStatus();
        int failed = kernel.statx(number, "", Syscalls.AT_EMPTY_PATH, status);
        boolean regular = failed >= 0 && status.type() == FileStatus.REGULAR;
        if (!regular || !Stamp.of(status).equals(expected)) {
            file.close();
            throw new IOException(quoted + " has changed since the build looked at it");
        }
        return new DescriptorStream(kernel, file);
    }

    /// The digest of a file that was looked at before.
    ///
    /// @throws JongException UNAVAILABLE when it has changed meanwhile or cannot be read
    Digest digest(int root, String path, Stamp expected) {
        try (DescriptorStream in = file(root, path, expected)) {
            MessageDigest hasher = Digest.Algorithm.SHA256.hasher();
            byte[] piece = new byte[(int) Math.min(PIECE, expected.size() + 1)];
            for (int got = in.read(piece); got > 0; got = in.read(piece)) {
                hasher.update(piece, 0, got);
            }
            FileStatus after = new FileStatus();
            look(in.number(), after, path);
            if (!Stamp.of(after).equals(expected)) {
                throw new IOException(
                        "\"" + Text.printable(path) + "\" changes while the build reads it");
            }
            return Digest.Algorithm.SHA256.finish(hasher);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, String.valueOf(e.getMessage()))
                    .hint("build again when nothing writes to it, or leave it out in .dockerignore")
                    .causedBy(e);
        }
    }

    private static void check(int result, String tried, String path) {
        if (result < 0) {
            throw Errno.failure(result, tried + " \"" + Text.printable(path) + "\"");
        }
    }
}
