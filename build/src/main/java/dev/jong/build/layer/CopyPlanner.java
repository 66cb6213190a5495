package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// Finds out which members a layer gets that a `COPY` or `ADD` makes. For one use.
final class CopyPlanner {
    private static final Optional<EntryType> DIRECTORY = Optional.of(EntryType.DIRECTORY);

    private final CopyTask task;
    private final Destination destination;
    private final Attributes attributes;
    private final CopyPlan plan;
    private final List<CopyPart> archives = new ArrayList<>();
    private final IdentityHashMap<FileTree, Integer> trees = new IdentityHashMap<>();
    private final String base;
    private final boolean directory;

    CopyPlanner(CopyTask task, Destination destination, Attributes attributes) {
        this.task = task;
        this.destination = destination;
        this.attributes = attributes;
        this.plan = new CopyPlan(destination, attributes);
        this.base = destination.resolve(task.path());
        this.directory =
                task.path().endsWith("/") || plan.at(base).equals(DIRECTORY) || !isOneFile();
    }

    /// Whether the destination may be the name of a file: there is but one.
    ///
    /// @throws JongException INVALID_ARGUMENT where there are several and the destination is no directory
    private boolean isOneFile() {
        int files = 0;
        for (CopySource source : task.sources()) {
            if (source instanceof CopySource.File file) {
                boolean directory = file.entry().kind() == FileEntry.Kind.DIRECTORY;
                if (file.contents() || directory) {
                    return false;
                }
            }
            files++;
        }
        if (files > 1) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "more than one file is copied to "
                                    + CopyPlan.quote(base)
                                    + ", which is no directory")
                    .hint("end the destination with a slash");
        }
        return true;
    }

    /// The parts of the layer, in order. What is unpacked comes last.
    List<CopyPart> parts() {
        if (directory) {
            plan.makeDirectory(base);
        }
        for (CopySource source : task.sources()) {
            switch (source) {
                case CopySource.File file -> file(file);
                case CopySource.Document document -> document(document);
                case CopySource.Fetched fetched -> fetched(fetched);
            }
        }
        List<CopyPart> parts = new ArrayList<>();
        parts.add(plan);
        parts.addAll(archives);
        return parts;
    }

    private void document(CopySource.Document document) {
        byte[] bytes = Text.bytes(document.content());
        plan.put(
                place(document.name()),
                attributes.document(0644, bytes.length, task.epoch()),
                () -> new ByteArrayInputStream(bytes));
    }

    private void fetched(CopySource.Fetched fetched) {
        ArchiveStream.Opening opening = () -> Files.newInputStream(fetched.file());
        if (fetched.unpack() && ArchiveStream.isArchive(opening)) {
            unpack(opening);
            return;
        }
        try {
            long size = Files.size(fetched.file());
            plan.put(
                    place(fetched.name()),
                    attributes.document(0600, size, fetched.modified()),
                    opening::open);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read what was fetched")
                    .causedBy(e);
        }
    }

    private void file(CopySource.File source) {
        FileTree tree = source.tree();
        FileEntry entry = source.entry();
        String to = place(source.target());
        if (entry.kind() == FileEntry.Kind.DIRECTORY) {
            boolean there = plan.at(to).equals(DIRECTORY);
            if (source.target().isEmpty()) {
                plan.makeDirectory(to);
            } else if (!there || source.contents()) {
                put(tree, entry, to);
            }
        } else if (task.unpack() && !source.contents() && CopyLayer.isArchive(tree, entry)) {
            unpack(() -> tree.open(entry));
        } else {
            put(tree, entry, to);
        }
    }

    /// Where a single file goes.
    private String place(String target) {
        return directory ? Destination.join(base, target) : base;
    }

    private void unpack(ArchiveStream.Opening archive) {
        plan.makeDirectory(base);
        archives.add(new ArchivePart(archive, base, destination, attributes));
    }

    private void put(FileTree tree, FileEntry entry, String path) {
        // Those of an image are the image's; those of a context are the host's.
        if (entry.isDevice() && task.exactTimes()) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED,
                    "cannot copy " + CopyPlan.quote(entry.path()) + ": it is a device of the host");
        }
        TarEntry copy = attributes.copy(entry);
        if (entry.kind() != FileEntry.Kind.REGULAR) {
            plan.put(path, copy, CopyPlan.Content.NONE);
            return;
        }
        String inode = entry.inode().isEmpty() ? "" : number(tree) + ":" + entry.inode();
        plan.put(path, copy, () -> tree.open(entry), inode);
    }

    /// Inodes of two trees are not the same, whatever their numbers.
    private int number(FileTree tree) {
        return trees.computeIfAbsent(tree, _ -> trees.size());
    }
}
