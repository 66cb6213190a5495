package dev.jong.build.context;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.LayerPath;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.layer.TarReader;
import dev.jong.store.snapshot.HostRoot;
import dev.jong.store.snapshot.SeenDirectory;
import dev.jong.store.snapshot.TreeRules;
import dev.jong.store.snapshot.TreeSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Unpacks the archive of a context. It may be a stranger's: names that lead upwards and devices are refused, links on the
/// way to a member are not followed, hard links lead to members only (B05).
final class UnpackContext {
    private static final long MOST_MEMBERS = 5_000_000;
    private static final long LARGEST = 100L << 30;

    private static final TreeRules RULES =
            new TreeRules(Optional.empty(), true, false, true, false, Owners.KEEP);

    private final Syscalls kernel;
    private final Set<String> made = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private long members;
    private long bytes;

    UnpackContext(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// Unpacks.
    ///
    /// @param plain the archive without compression, not closed
    /// @param directory empty, of this process
    /// @throws JongException INVALID_ARGUMENT or DATA_LOSS for an archive that is refused or damaged
    void unpack(InputStream plain, Path directory) {
        try (HostRoot root = new HostRoot(kernel);
                SeenDirectory base = root.directory(Text.of(directory.toAbsolutePath()));
                TreeSink sink = new TreeSink(kernel, root, base, "", RULES)) {
            TarReader reader = new TarReader(plain);
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                add(next.get(), reader, sink);
            }
            sink.finish();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS,
                            "cannot read the archive of the build context: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private void add(TarEntry entry, TarReader reader, TreeSink sink) throws IOException {
        bytes += entry.size();
        if (++members > MOST_MEMBERS || bytes > LARGEST) {
            throw JongException.of(
                    ErrorKind.EXHAUSTED, "the archive of the build context is too large");
        }
        LayerPath path = LayerPath.parse(entry.name());
        if (entry.type() == EntryType.CHARACTER_DEVICE || entry.type() == EntryType.BLOCK_DEVICE) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "\"" + Text.printable(entry.name()) + "\" of the build context is a device");
        }
        if (path.isRoot()) {
            return;
        }
        makeAbove(path.parent(), sink);
        boolean directory = entry.type() == EntryType.DIRECTORY;
        (directory ? made : others).add(path.full());
        (directory ? others : made).remove(path.full());
        sink.add(entry, new Content(reader));
    }

    /// Makes directories that the archive does not mention.
    private void makeAbove(String parent, TreeSink sink) throws IOException {
        if (others.contains(parent)) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "the archive of the build context has files beneath \""
                            + Text.printable(parent)
                            + "\", which is no directory in it");
        }
        if (parent.isEmpty() || !made.add(parent)) {
            return;
        }
        LayerPath path = LayerPath.parse(parent);
        makeAbove(path.parent(), sink);
        sink.add(TarEntry.of(parent, EntryType.DIRECTORY));
    }

    /// The content of the member where the reader is.
    private static final class Content extends InputStream {
        private final TarReader reader;

        Content(TarReader reader) {
            this.reader = reader;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return reader.read(to, offset, length);
        }
    }
}
