package dev.jong.store.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Unpacks the archive of one layer into an empty directory, as a lower directory for an overlay mount with
/// `userxattr` (image specification, layer.md). The archive may be hostile: it can't reach anything outside of
/// the directory, can't set attributes that steer the mount, and stays within the caller's size.
///
/// After an exception the directory holds part of the layer and is to be thrown away. One applier may serve
/// several threads.
public final class LayerApplier {
    /// Most members of one layer.
    static final long ENTRY_LIMIT = 5_000_000;

    private final Syscalls kernel;
    private final Owners owners;

    /// An applier that makes its system calls through `kernel`.
    public LayerApplier(Syscalls kernel, Owners owners) {
        this.kernel = kernel;
        this.owners = owners;
    }

    /// Unpacks a layer.
    ///
    /// @param archive uncompressed; read to its end, not closed
    /// @param digestKnown whether the caller compares the result's digest with one it knows; the archive then needs
    ///     no end mark
    /// @param cap the most bytes that the archive may have
    /// @param tree an empty directory that nobody else uses
    /// @param discarded another one on the same file system, which the caller removes afterwards
    /// @throws JongException INVALID_ARGUMENT for a malformed layer, DATA_LOSS for a damaged one, EXHAUSTED beyond a
    ///     limit or a full disk, otherwise of the kernel's error
    public AppliedLayer apply(
            InputStream archive, boolean digestKnown, long cap, Path tree, Path discarded) {
        MeasuredStream measured = new MeasuredStream(archive, cap);
        try (LayerTree target = openTree(tree, discarded);
                ReadAhead ahead = new ReadAhead(measured)) {
            long entries = applyAll(new TarReader(ahead, digestKnown), cap, target);
            target.finish();
            // The digest covers what follows the end mark too.
            ahead.transferTo(OutputStream.nullOutputStream());
            return new AppliedLayer(
                    measured.digest(),
                    measured.count(),
                    entries,
                    target.contentBytes(),
                    target.isOpaque(),
                    target.skipped());
        } catch (IOException e) {
            throw JongException.of(ErrorKind.DATA_LOSS, "cannot read the layer: " + e.getMessage())
                    .causedBy(e);
        }
    }

    private LayerTree openTree(Path tree, Path discarded) {
        InRoot root = InRoot.open(kernel, tree);
        try {
            InRoot trash = InRoot.open(kernel, discarded);
            return new LayerTree(kernel, root, trash, new Attributes(kernel, owners));
        } catch (JongException e) {
            root.close();
            throw e;
        }
    }

    private static long applyAll(TarReader reader, long cap, LayerTree tree) throws IOException {
        long entries = 0;
        for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
            TarEntry entry = next.get();
            if (++entries > ENTRY_LIMIT) {
                throw LayerErrors.tooMuch("too many members", ENTRY_LIMIT);
            }
            if (entry.size() > cap - reader.position()) {
                throw LayerErrors.tooMuch("a member larger than the rest may be", cap);
            }
            applyOne(entry, reader, tree);
        }
        return entries;
    }

    private static void applyOne(TarEntry entry, TarReader reader, LayerTree tree)
            throws IOException {
        LayerPath path = LayerPath.parse(entry.name());
        if (path.isRoot()) {
            if (entry.type() != EntryType.DIRECTORY) {
                throw LayerErrors.refused(entry.name(), "would replace the root directory");
            }
            tree.root(entry);
            return;
        }
        switch (Whiteout.of(path)) {
            case NONE -> create(path, entry, reader, tree);
            case REMOVAL -> tree.whiteout(path, Whiteout.removed(path));
            case OPAQUE -> tree.opaque(path);
            case METADATA -> {
                // Belongs to no file; its content is skipped with the next member.
            }
        }
    }

    private static void create(LayerPath path, TarEntry entry, TarReader reader, LayerTree tree)
            throws IOException {
        switch (entry.type()) {
            case REGULAR -> tree.file(path, entry, reader);
            case DIRECTORY -> tree.directory(path, entry);
            case SYMBOLIC_LINK -> tree.symbolicLink(path, entry);
            case HARD_LINK -> tree.hardLink(path, LayerPath.parse(entry.linkTarget()));
            case CHARACTER_DEVICE -> tree.node(path, entry, FileStatus.CHARACTER_DEVICE);
            case BLOCK_DEVICE -> tree.node(path, entry, FileStatus.BLOCK_DEVICE);
            case FIFO -> tree.node(path, entry, FileStatus.FIFO);
        }
    }
}
