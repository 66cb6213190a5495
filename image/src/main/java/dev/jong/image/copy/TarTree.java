package dev.jong.image.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.transport.MemberNames;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.layer.Compression;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The members of an archive in a file, each of which can be read at any time: where it lies is noted in one pass. A
/// compressed archive is unpacked into a file without a name first.
final class TarTree implements Tree {
    private final Path file;
    private final FileChannel channel;
    private final MemberNames names = new MemberNames();
    private final Map<String, Span> members = new HashMap<>();

    /// Where a member's bytes lie.
    private record Span(long start, long size) {}

    private TarTree(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Opens an archive.
    ///
    /// @param temporary a path at which nothing exists yet, for an archive that is compressed
    /// @throws JongException NOT_FOUND when there is no such file, INVALID_ARGUMENT or DATA_LOSS when it is no archive
    static TarTree open(Path file, Supplier<Path> temporary) {
        FileChannel channel = null;
        try {
            channel = plain(file, temporary);
            TarTree tree = new TarTree(file, channel);
            tree.scan();
            return tree;
        } catch (NoSuchFileException e) {
            throw JongException.of(
                            ErrorKind.NOT_FOUND,
                            "there is no file " + Text.printable(Text.of(file)))
                    .causedBy(e);
        } catch (IOException e) {
            close(channel);
            throw DiskFailure.of(e, "read the archive", file);
        } catch (RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    @Override
    public Optional<InputStream> open(String name) {
        Span span = members.get(names.resolve(name));
        return span == null
                ? Optional.empty()
                : Optional.of(new SpanStream(channel, span.start, span.size));
    }

    @Override
    public long size(String name) {
        Span span = members.get(names.resolve(name));
        return span == null ? -1 : span.size;
    }

    @Override
    public String label() {
        return Text.printable(Text.of(file));
    }

    @Override
    public void close() {
        close(channel);
    }

    private void scan() throws IOException {
        TarReader reader = new TarReader(new SpanStream(channel, 0, Long.MAX_VALUE));
        for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            TarEntry entry = next.get();
            String name = names.admit(entry.name());
            names.unlink(name);
            members.remove(name);
            switch (entry.type()) {
                case REGULAR -> members.put(name, new Span(reader.position(), entry.size()));
                case SYMBOLIC_LINK -> names.link(name, entry.linkTarget(), true);
                case HARD_LINK -> names.link(name, entry.linkTarget(), false);
                case DIRECTORY, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
                    // Nothing that a manifest could mean.
                }
            }
        }
    }

    private static FileChannel plain(Path file, Supplier<Path> temporary) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(Compression.MAGIC_BYTES);
            Compression found = Compression.detect(in.readNBytes(Compression.MAGIC_BYTES));
            in.reset();
            return found == Compression.NONE
                    ? FileChannel.open(file, StandardOpenOption.READ)
                    : unpacked(found.open(in), temporary.get());
        }
    }

    private static FileChannel unpacked(InputStream in, Path temporary) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        temporary,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try (in) {
            Files.delete(temporary);
            Pieces.copy(in, channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            close(channel);
            throw e;
        }
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            return; // It was only read.
        }
    }
}
