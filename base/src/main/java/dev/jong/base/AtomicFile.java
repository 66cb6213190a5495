package dev.jong.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Whole-file writes: a reader sees the old bytes or the new ones, never a mixture, also after power loss.
public final class AtomicFile {
    /// What the names of unfinished files begin with.
    public static final String TEMPORARY = ".tmp-";

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

    /// Writes many files of one directory as [#write] does, and syncs the directory once. With a thousand files the disk's
    /// answers to as many syncs are what takes the time.
    ///
    /// @param syncAll makes everything durable that was written to this file system (syncfs)
    /// @throws IOException when any step fails; each file is then the old one or the new one
    public static void writeAll(Path directory, List<Content> files, Runnable syncAll)
            throws IOException {
        List<Path> temporaries = new ArrayList<>();
        try {
            for (Content file : files) {
                temporaries.add(write(file.file(), file.bytes(), false));
            }
            syncAll.run();
            for (int i = 0; i < files.size(); i++) {
                Files.move(temporaries.get(i), files.get(i).file(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException | RuntimeException e) {
            for (Path temporary : temporaries) {
                discard(temporary, e);
            }
            throw e;
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

    private static void replace(Path file, byte[] bytes, boolean durable) throws IOException {
        Path temporary = write(file, bytes, durable);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
    }

    /// Writes beside the file, under the name that is returned.
    private static Path write(Path file, byte[] bytes, boolean durable) throws IOException {
        Path temporary =
                parent(file)
                        .resolve(
                                TEMPORARY
                                        + ProcessHandle.current().pid()
                                        + "-"
                                        + SEQUENCE.incrementAndGet());
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
            return temporary;
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
    }

    private static void discard(Path temporary, Exception cause) {
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
