package dev.jong.linux;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/// File access below one directory that nothing below it can widen: symbolic links are resolved as if the
/// directory were `/`, `..` stops there, and magic links are refused, all by the kernel (openat2 with
/// RESOLVE_IN_ROOT), so that a tree which changes under way changes nothing about it.
///
/// Names are byte strings; a leading slash means the root directory. Used for staging trees, container roots
/// and volumes.
public final class InRoot implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    private static final int ATTEMPTS = 1000;

    private final Syscalls kernel;
    private final Descriptor root;
    private final long resolve;

    private InRoot(Syscalls kernel, Descriptor root, long resolve) {
        this.kernel = kernel;
        this.root = root;
        this.resolve = resolve;
    }

    /// Opens a directory of the host, following links in `directory` itself, as the root.
    ///
    /// @throws JongException when it can't be opened
    public static InRoot open(Syscalls kernel, Path directory) {
        String name = Text.of(directory);
        long flags = OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(Syscalls.AT_FDCWD, name, flags, 0, 0);
        if (number < 0) {
            throw Errno.failure(
                    number, "cannot open the directory \"" + Text.printable(name) + "\"");
        }
        long resolve = Syscalls.RESOLVE_IN_ROOT | Syscalls.RESOLVE_NO_MAGICLINKS;
        return new InRoot(kernel, new Descriptor(kernel, number), resolve);
    }

    /// The same root, refusing to enter other file systems mounted below it. Both share the open directory:
    /// closing one closes both.
    public InRoot onOneFileSystem() {
        return new InRoot(kernel, root, resolve | Syscalls.RESOLVE_NO_XDEV);
    }

    /// The root directory's descriptor, for reading.
    public int number() {
        return root.number();
    }

    /// Opens a name; close-on-exec is added.
    ///
    /// @param flags of [OpenFlag]
    /// @param mode for created files, else 0
    /// @throws JongException of the kind of the kernel's error
    public Descriptor open(String name, long flags, int mode) {
        int number = tryOpen(name, flags, mode);
        if (number < 0) {
            throw Errno.failure(number, "cannot open \"" + Text.printable(name) + "\"");
        }
        return new Descriptor(kernel, number);
    }

    /// Opens a name; returns the descriptor or the negated error number.
    public int tryOpen(String name, long flags, int mode) {
        String within = name.isEmpty() ? "." : name;
        int number = -Errno.EAGAIN;
        // EAGAIN: something was renamed meanwhile and the kernel could not prove that ".." stays
        // inside. Who
        // renames all the time must not keep us here for ever.
        for (int attempt = 0; attempt < ATTEMPTS && again(number); attempt++) {
            number =
                    kernel.openat2(
                            root.number(), within, flags | OpenFlag.CLOSE_ON_EXEC, mode, resolve);
        }
        return number;
    }

    private static boolean again(int number) {
        return number == -Errno.EAGAIN || number == -Errno.EINTR;
    }

    /// Reads a regular file whole.
    ///
    /// @param limit the most bytes it may have
    /// @throws JongException EXHAUSTED beyond the limit; INVALID_ARGUMENT when it isn't a regular file; else of
    ///     the kernel's error
    public byte[] read(String name, int limit) {
        // Opening a FIFO would hang and opening a device may act, so the type is asked before.
        try (Descriptor named = open(name, OpenFlag.PATH, 0)) {
            FileStatus status = new FileStatus();
            int failed = kernel.statx(named.number(), "", Syscalls.AT_EMPTY_PATH, status);
            if (failed < 0 || status.type() != FileStatus.REGULAR) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "\"" + Text.printable(name) + "\" is not a regular file");
            }
            return drain(named, name, limit);
        }
    }

    private byte[] drain(Descriptor named, String name, int limit) {
        // The magic link of the descriptor opens exactly the file that was looked at.
        String itself = "/proc/self/fd/" + named.number();
        int number = kernel.openat2(Syscalls.AT_FDCWD, itself, OpenFlag.CLOSE_ON_EXEC, 0, 0);
        if (number < 0) {
            throw Errno.failure(number, "cannot read \"" + Text.printable(name) + "\"");
        }
        try (Descriptor file = new Descriptor(kernel, number)) {
            return drainOpen(file, name, limit);
        }
    }

    private byte[] drainOpen(Descriptor file, String name, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        while (true) {
            int count = kernel.read(file.number(), piece, 0, piece.length);
            if (count < 0) {
                throw Errno.failure(count, "cannot read \"" + Text.printable(name) + "\"");
            }
            if (count == 0) {
                return out.toByteArray();
            }
            if (out.size() + (long) count > limit) {
                throw JongException.of(
                        ErrorKind.EXHAUSTED,
                        "\"" + Text.printable(name) + "\" is longer than " + limit + " bytes");
            }
            out.write(piece, 0, count);
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
