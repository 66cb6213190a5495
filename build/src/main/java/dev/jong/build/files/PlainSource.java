package dev.jong.build.files;

import java.util.List;
import java.util.Optional;

/// A source of `COPY` without `--parents`: a path, or a glob that is matched name by name.
final class PlainSource {
    private final FileTree tree;
    private final String written;
    private final List<String> names;

    PlainSource(FileTree tree, String source) {
        this.tree = tree;
        this.written = source;
        this.names = Paths.names(Paths.inRoot(source));
    }

    /// Adds what it stands for; returns how many files and directories that is.
    int collect(Selection.Collected to) {
        int literal = 0;
        while (literal < names.size() && !Glob.isPattern(names.get(literal))) {
            literal++;
        }
        String path = String.join("/", names.subList(0, literal));
        if (literal < names.size()) {
            Optional<FileEntry> start = tree.resolve(path);
            return start.isEmpty() ? 0 : expand(start.get(), literal, to);
        }
        FileEntry found = tree.resolve(path).orElseThrow(() -> MissingSource.of(tree, written));
        add(found, names.isEmpty() ? "" : names.getLast(), to);
        return 1;
    }

    /// Goes on from a directory with the name at an index.
    private int expand(FileEntry directory, int index, Selection.Collected to) {
        if (directory.kind() != FileEntry.Kind.DIRECTORY) {
            return 0;
        }
        Glob glob = Glob.flat(names.get(index));
        int count = 0;
        for (FileEntry entry : tree.entries(directory)) {
            if (!glob.matches(entry.name())) {
                continue;
            }
            if (index + 1 < names.size()) {
                count += expand(entry, index + 1, to);
                continue;
            }
            boolean link = entry.kind() == FileEntry.Kind.SYMBOLIC_LINK;
            Optional<FileEntry> found = link ? tree.resolve(entry.path()) : Optional.of(entry);
            if (found.isPresent()) {
                count++;
                boolean out = to.excludes().excludes(entry.name());
                if (!out || found.get().kind() == FileEntry.Kind.DIRECTORY) {
                    add(found.get(), entry.name(), to);
                }
            }
        }
        return count;
    }

    private void add(FileEntry found, String name, Selection.Collected to) {
        if (found.kind() == FileEntry.Kind.DIRECTORY) {
            to.addAll(found, "", "", true);
        } else if (!to.excludes().excludes(name)) {
            to.add(found, name, false);
        }
    }
}
