package dev.jong.store.disk;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that a user asked for, such as an archive: it has no name while it is written, so whoever is killed leaves
/// nothing, and takes the place of an old one when it is whole. Mode 0600, as other engines give it. Not synced: it is
/// no record of the store.
public final class FileOutput extends OutputStream {
    private static final String TEMPORARY = ".jong-";

    private final Syscalls kernel;
    private final Path file;
    private final Path unfinished;
    private final Descriptor descriptor;
    private final FileChannel channel;
    private final boolean named;
    private boolean published;

    private FileOutput(Syscalls kernel, Path file) throws IOException {
        this.kernel = kernel;
        this.file = file;
        this.unfinished =
                parent(file)
                        .resolve(
                                TEMPORARY
                                        + ProcessHandle.current().pid()
                                        + "-"
                                        + System.nanoTime());
        int number = openUnnamed();
        this.named = number < 0;
        this.descriptor = new Descriptor(kernel, named ? openNamed() : number);
        this.channel =
                FileChannel.open(
                        Path.of("/proc/self/fd", Integer.toString(descriptor.number())),
                        StandardOpenOption.WRITE);
    }

    /// Begins to write a file.
    ///
    /// @param file absolute
    /// @throws JongException INVALID_ARGUMENT when something is there that is no regular file, or its directory is
    ///     missing; else what the disk said
    public static FileOutput create(Syscalls kernel, Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot write to " + name(file) + ": it is no regular file")
                    .hint("leave the option out and redirect standard output");
        }
        if (!Files.isDirectory(parent(file))) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "cannot write to "
                            + name(file)
                            + ": the directory "
                            + name(parent(file))
                            + " does not exist");
        }
        try {
            return new FileOutput(kernel, file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "write", file);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// Nothing; what counts is [#publish].
    @Override
    public void flush() {}

    /// Puts the file in its place.
    public void publish() {
        if (!named) {
            int failed =
                    kernel.linkDescriptor(
                            descriptor.number(), Syscalls.AT_FDCWD, Text.of(unfinished));
            check(failed);
        }
        int failed =
                kernel.renameat2(
                        Syscalls.AT_FDCWD,
                        Text.of(unfinished),
                        Syscalls.AT_FDCWD,
                        Text.of(file),
                        0);
        if (failed < 0) {
            kernel.unlinkat(Syscalls.AT_FDCWD, Text.of(unfinished), 0);
        }
        check(failed);
        published = true;
    }

    /// The error for a failed write.
    public JongException failure(IOException cause) {
        return DiskFailure.of(cause, "write", file);
    }

    /// Drops a file that was not published.
    @Override
    public void close() throws IOException {
        try (descriptor;
                channel) {
            if (named && !published) {
                kernel.unlinkat(Syscalls.AT_FDCWD, Text.of(unfinished), 0);
            }
        }
    }

    private int openUnnamed() {
        long flags = OpenFlag.UNNAMED | OpenFlag.READ_WRITE | OpenFlag.CLOSE_ON_EXEC;
        return kernel.openat2(Syscalls.AT_FDCWD, Text.of(parent(file)), flags, 0600, 0);
    }

    /// Some file systems have only files with names.
    private int openNamed() {
        long flags =
                OpenFlag.CREATE | OpenFlag.EXCLUSIVE | OpenFlag.READ_WRITE | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(Syscalls.AT_FDCWD, Text.of(unfinished), flags, 0600, 0);
        check(number);
        return number;
    }

    private void check(int result) {
        if (result < 0) {
            throw Errno.failure(result, "cannot write to " + name(file));
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private static String name(Path path) {
        return Text.printable(Text.of(path));
    }
}
