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

    private final FileChannel channel;
    private final Object key;
    private long end = Long.MAX_VALUE;

    private LogFile(FileChannel channel, Object key) {
        this.channel = channel;
        this.key = key;
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
                return Optional.of(new LogFile(channel, before.get()));
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

    /// From now on it ends where it ends now, however much is written behind that.
    void end() throws IOException {
        end = channel.size();
    }

    /// Its length now, bytes.
    long size() throws IOException {
        return Math.min(end, channel.size());
    }

    /// Reads at a position.
    ///
    /// @return how many bytes; 0 at the end
    int read(long position, byte[] buffer, int offset, int length) throws IOException {
        int wanted = Math.clamp(end - position, 0, length);
        return Math.max(0, channel.read(ByteBuffer.wrap(buffer, offset, wanted), position));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
