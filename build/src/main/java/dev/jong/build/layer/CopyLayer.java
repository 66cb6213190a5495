package dev.jong.build.layer;

import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.build.step.TreeLayer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The layers of `COPY`, `ADD` and `WORKDIR`. Nothing is read but the trees that are given, and nothing outside of them can
/// be reached.
public final class CopyLayer {
    private final StoreLayer store;

    public CopyLayer(StoreLayer store) {
        this.store = store;
    }

    /// Copies. The caller holds a lease.
    ///
    /// @return empty when nothing changes
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT and CONFLICT for what can't be copied there, NOT_FOUND for an
    ///     owner that the destination does not know
    public Optional<TreeLayer> copy(CopyTask task) {
        ModeChange mode = ModeChange.parse(task.chmod());
        Optional<OwnerNames.Owner> owner = new OwnerNames(task.destination()).find(task.chown());
        Attributes attributes = new Attributes(owner, mode, task.epoch(), task.exactTimes());
        Destination destination = new Destination(task.destination(), !task.link());
        List<CopyPart> parts = new CopyPlanner(task, destination, attributes).parts();
        if (parts.stream().noneMatch(CopyPart::changes)) {
            return Optional.empty();
        }
        return store.store(sink -> {
            for (CopyPart part : parts) {
                part.writeTo(sink);
            }
        });
    }

    /// Makes a directory and those above it, as `WORKDIR` does.
    ///
    /// @param tree the files of the stage so far
    /// @param path absolute
    /// @param owner `USER[:GROUP]` whom new directories belong to; empty for root
    /// @return empty when it is there
    /// @throws dev.jong.base.JongException CONFLICT when something else is there
    public Optional<TreeLayer> makeDirectory(
            FileTree tree, String path, String owner, Instant epoch) {
        Optional<OwnerNames.Owner> whose = new OwnerNames(tree).find(owner);
        Attributes attributes = new Attributes(whose, ModeChange.parse(""), epoch, true);
        Destination destination = new Destination(tree, true);
        CopyPlan plan = new CopyPlan(destination, attributes);
        plan.makeDirectory(destination.resolve(path));
        return plan.changes() ? store.store(plan::writeTo) : Optional.empty();
    }

    /// Whether a file is an archive that `ADD` unpacks: a tar archive, plain or compressed with gzip, bzip2, xz or zstd.
    public static boolean isArchive(FileTree tree, FileEntry file) {
        return file.kind() == FileEntry.Kind.REGULAR
                && ArchiveStream.isArchive(() -> tree.open(file));
    }
}
