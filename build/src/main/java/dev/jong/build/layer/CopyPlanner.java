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
        this.directory = task.path().endsWith("/") || plan.at(base).equals(DIRECTORY);
    }

    /// The parts of the layer, in order. What is unpacked comes last.
    List<CopyPart> parts() {
        if (task.sources().size() > 1 && !directory) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "more than one file is copied to "
                                    + CopyPlan.quote(base)
                                    + ", which is no directory")
                    .hint("end the destination with a slash");
        }
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
        boolean keepsParents = source.target().indexOf('/') >= 0;
        if (entry.kind() == FileEntry.Kind.SYMBOLIC_LINK && !keepsParents) {
            entry =
                    tree.resolve(entry.path())
                            .orElseThrow(() ->
                                    JongException.of(
                                            ErrorKind.NOT_FOUND,
                                            "the link "
                                                    + CopyPlan.quote(source.entry().path())
                                                    + " leads nowhere"));
        }
        if (keepsParents) {
            keptParents(source);
        }
        if (entry.kind() == FileEntry.Kind.DIRECTORY) {
            String to = Destination.join(base, source.target());
            if (source.contents()) {
                plan.makeDirectory(to);
                contents(tree, entry, to);
            } else {
                directory(tree, entry, to);
            }
        } else if (task.unpack() && CopyLayer.isArchive(tree, entry)) {
            FileEntry archive = entry;
            unpack(() -> tree.open(archive));
        } else {
            put(tree, entry, place(source.target()));
        }
    }

    /// Where a single file goes.
    private String place(String target) {
        return directory || target.indexOf('/') >= 0 ? Destination.join(base, target) : base;
    }

    private void unpack(ArchiveStream.Opening archive) {
        plan.makeDirectory(base);
        archives.add(new ArchivePart(archive, base, destination, attributes));
    }

    /// Parents that are kept look as they do where they come from, unless they are there.
    private void keptParents(CopySource.File source) {
        String from = source.entry().path();
        String to = source.target();
        boolean same = from.equals(to) || from.endsWith("/" + to);
        int before = from.length() - to.length();
        for (int slash = to.indexOf('/'); slash >= 0; slash = to.indexOf('/', slash + 1)) {
            String path = Destination.join(base, to.substring(0, slash));
            Optional<FileEntry> original =
                    same ? source.tree().find(from.substring(0, before + slash)) : Optional.empty();
            boolean known =
                    original.isPresent() && original.get().kind() == FileEntry.Kind.DIRECTORY;
            if (known && plan.at(path).isEmpty()) {
                plan.put(path, attributes.copy(original.get()), CopyPlan.Content.NONE);
            } else {
                plan.makeDirectory(path);
            }
        }
    }

    private void directory(FileTree tree, FileEntry entry, String to) {
        if (!plan.at(to).equals(DIRECTORY)) {
            put(tree, entry, to);
        }
        contents(tree, entry, to);
    }

    /// Copies what is in a directory. Directories in it that are there already look like the copied ones afterwards.
    private void contents(FileTree tree, FileEntry directory, String to) {
        for (String name : tree.list(directory)) {
            Optional<FileEntry> found = tree.find(Destination.join(directory.path(), name));
            if (found.isEmpty()) {
                continue; // Gone meanwhile.
            }
            String path = Destination.join(to, name);
            put(tree, found.get(), path);
            if (found.get().kind() == FileEntry.Kind.DIRECTORY) {
                contents(tree, found.get(), path);
            }
        }
    }

    private void put(FileTree tree, FileEntry entry, String path) {
        boolean device =
                entry.kind() == FileEntry.Kind.CHARACTER_DEVICE
                        || entry.kind() == FileEntry.Kind.BLOCK_DEVICE;
        if (device) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED,
                    "cannot copy " + CopyPlan.quote(entry.path()) + ": it is a device");
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
