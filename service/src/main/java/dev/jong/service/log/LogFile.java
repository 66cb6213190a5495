package dev.jong.service.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/// One open file of a log. It stays readable when the monitor gives it another name or removes it.
final class LogFile implements AutoCloseable {
    private static final int TRIES = 100;

    private final Object key;
    private final Path folder;
    private final Optional<String> origin;
    private FileChannel channel;
    private boolean packed;
    private long end = Long.MAX_VALUE;

    private LogFile(FileChannel channel, Object key, Path folder) throws IOException {
        this.channel = channel;
        this.key = key;
        this.folder = folder;
        this.origin = PackedFile.origin(channel);
        this.packed = origin.isPresent();
    }

    /// Opens the file that has a name now; empty when none has. The name may get another file at any moment: only one
    /// that had the same before and after the opening is known to be the one that was opened.
    static Optional<LogFile> open(Path path) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Object> before = keyOf(path);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            FileChannel channel = openOrNull(path);
            if (channel != null && keyOf(path).equals(before)) {
                return Optional.of(
                        new LogFile(
                                channel, before.get(), Objects.requireNonNull(path.getParent())));
            }
            if (channel != null) {
                channel.close();
            }
        }
        throw new IOException("the file is replaced faster than it can be opened");
    }

    private static @org.jspecify.annotations.Nullable FileChannel openOrNull(Path path)
            throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /// What tells files apart whatever they are called: device and inode. Empty when the name has no file.
    static Optional<Object> keyOf(Path path) throws IOException {
        try {
            return Optional.of(
                    Objects.requireNonNull(
                            Files.readAttributes(
                                            path,
                                            BasicFileAttributes.class,
                                            LinkOption.NOFOLLOW_LINKS)
                                    .fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Device and inode.
    Object key() {
        return key;
    }

    /// Whether this is another file, or what became of it when it was compressed. The other one must be open: else its
    /// number may be another's by now.
    boolean isOf(LogFile other) {
        return key.equals(other.key) || origin.equals(Optional.of(other.key.toString()));
    }

    /// The file to read: one that is compressed is unpacked when somebody reads it.
    private FileChannel plain() throws IOException {
        if (packed) {
            FileChannel before = channel;
            channel = PackedFile.unpacked(before, folder);
            packed = false;
            before.close();
        }
        return channel;
    }

    /// From now on it ends where it ends now, however much is written behind that.
    void end() throws IOException {
        end = plain().size();
    }

    /// Its length now, bytes.
    long size() throws IOException {
        return Math.min(end, plain().size());
    }

    /// Reads at a position.
    ///
    /// @return how many bytes; 0 at the end
    int read(long position, byte[] buffer, int offset, int length) throws IOException {
        int wanted = Math.clamp(end - position, 0, length);
        return Math.max(0, plain().read(ByteBuffer.wrap(buffer, offset, wanted), position));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
