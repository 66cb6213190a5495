package dev.jong.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Whole-file writes: a reader sees the old bytes or the new ones, never a mixture, also after power loss.
public final class AtomicFile {
    /// What the names of unfinished files begin with.
    public static final String TEMPORARY = ".tmp-";

    private static final int MANY = 16;
    private static final AtomicLong SEQUENCE = new AtomicLong(System.nanoTime());

    private AtomicFile() {}

    /// Writes under a temporary name, syncs, renames over `file` and syncs the directory. The file gets mode
    /// 0600. When this returns, the bytes survive power loss.
    ///
    /// @throws IOException when any step fails; the old file is then intact and the temporary one removed
    public static void write(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, true);
        syncDirectory(parent(file));
    }

    /// A file as it is to be.
    public record Content(Path file, byte[] bytes) {}

    /// Writes many files of one directory as [#write] does, and syncs the directory once. Files are synced by a few threads
    /// at the same time, as the file system then makes one step of its journal for several of them.
    ///
    /// @throws IOException when any step fails; each file is then the old one or the new one
    public static void writeAll(Path directory, List<Content> files) throws IOException {
        if (files.size() < MANY) {
            for (Content file : files) {
                replace(file.file(), file.bytes(), true);
            }
        } else {
            ManyFiles.write(files);
        }
        syncDirectory(directory);
    }

    /// The same without syncing: atomic for readers, not durable. For records that a reboot makes worthless.
    public static void writeVolatile(Path file, byte[] bytes) throws IOException {
        replace(file, bytes, false);
    }

    /// Makes the names in a directory durable (fsync on the directory).
    public static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void replace(Path file, byte[] bytes, boolean durable) throws IOException {
        Path temporary =
                parent(file)
                        .resolve(
                                TEMPORARY
                                        + ProcessHandle.current().pid()
                                        + "-"
                                        + SEQUENCE.incrementAndGet());
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            temporary,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                if (durable) {
                    channel.force(true);
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
    }

    private static void discard(Path temporary, IOException cause) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw JongException.of(ErrorKind.INTERNAL, "the file " + file + " has no directory");
        }
        return parent;
    }
}
