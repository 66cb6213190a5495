package dev.jong.build.files;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A source of `COPY --parents`: what matches keeps its directories beneath the destination, those before a `/./` left out.
final class ParentSource {
    private static final String PIVOT = "/./";

    private final FileTree tree;
    private final String written;
    private final String base;
    private final String pattern;

    ParentSource(FileTree tree, String source) {
        this.tree = tree;
        this.written = source;
        int pivot = source.indexOf(PIVOT);
        this.base = pivot < 0 ? "" : Paths.inRoot(source.substring(0, pivot));
        this.pattern = Paths.inRoot(pivot < 0 ? source : source.substring(pivot + PIVOT.length()));
    }

    /// Adds what it stands for; returns how many files and directories that is.
    int collect(Selection.Collected to) {
        Optional<FileEntry> start = tree.resolve(base);
        boolean glob = Glob.isPattern(pattern);
        int count = 0;
        if (start.isPresent() && start.get().kind() == FileEntry.Kind.DIRECTORY) {
            count =
                    pattern.isEmpty()
                            ? all(start.get(), to)
                            : search(start.get(), glob ? Glob.deep(pattern) : null, to);
        }
        if (count == 0 && !glob) {
            throw MissingSource.of(tree, written);
        }
        return count;
    }

    private int all(FileEntry start, Selection.Collected to) {
        to.addAll(start, "", "", true);
        return 1;
    }

    private int search(FileEntry start, @Nullable Glob glob, Selection.Collected to) {
        if (glob != null) {
            return search(start, "", glob, to);
        }
        String path = Paths.child(start.path(), pattern);
        Optional<FileEntry> found = tree.find(path);
        if (found.isEmpty() || !found.get().path().equals(path)) {
            return 0;
        }
        take(found.get(), pattern, to);
        return 1;
    }

    private int search(FileEntry directory, String path, Glob glob, Selection.Collected to) {
        int count = 0;
        for (FileEntry entry : tree.entries(directory)) {
            String below = Paths.child(path, entry.name());
            if (glob.matches(below)) {
                take(entry, below, to);
                count++;
            } else if (entry.kind() == FileEntry.Kind.DIRECTORY && glob.mayMatchBelow(below)) {
                count += search(entry, below, glob, to);
            }
        }
        return count;
    }

    /// Adds a file and the directories above it, as they are.
    private void take(FileEntry entry, String target, Selection.Collected to) {
        boolean directory = entry.kind() == FileEntry.Kind.DIRECTORY;
        int verdict = to.excludes().verdict(target);
        if (to.excludes().excludes(verdict)
                && !(directory && to.excludes().mayIncludeBelow(verdict, target))) {
            return;
        }
        List<String> names = Paths.names(target);
        String above = entry.path().substring(0, entry.path().length() - target.length());
        for (int i = 1; i < names.size(); i++) {
            String path = String.join("/", names.subList(0, i));
            tree.find(above + path).ifPresent(each -> to.add(each, path, false));
        }
        if (directory) {
            to.addAll(entry, target, target, false);
        } else {
            to.add(entry, target, false);
        }
    }
}
