package dev.jong.build.files;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the sources of `COPY` or `ADD` stand for in a tree: directories with all that is in them, files, and what globs
/// match. Of several sources with the same target the last file counts, and the first directory.
public final class Selection {
    private final FileTree tree;
    private final List<Selected> items;
    private final int sources;
    private final boolean parents;

    private Selection(FileTree tree, List<Selected> items, int sources, boolean parents) {
        this.tree = tree;
        this.items = List.copyOf(items);
        this.sources = sources;
        this.parents = parents;
    }

    /// Which files are wanted.
    ///
    /// @param sources paths or globs from the tree's root, expanded; byte strings
    /// @param parents `--parents`: targets keep their directories, from a `/./` in the source on, and `**` means any number
    ///     of directories
    /// @param excludes `--exclude`: rules of an ignore file, for paths beneath a source that is a directory and for names
    ///     of sources that are files
    public record Wishes(List<String> sources, boolean parents, List<String> excludes) {
        public Wishes {
            sources = List.copyOf(sources);
            excludes = List.copyOf(excludes);
        }
    }

    /// Selects.
    ///
    /// @throws JongException NOT_FOUND for a source that is not there, and when no glob of several matches; INVALID_ARGUMENT
    ///     for a pattern that is none, and when a file and a directory have the same target
    public static Selection of(FileTree tree, Wishes wishes) {
        Collected collected = new Collected(tree, IgnoreRules.of(wishes.excludes));
        int sources = 0;
        for (String source : wishes.sources) {
            sources +=
                    wishes.parents
                            ? new ParentSource(tree, source).collect(collected)
                            : new PlainSource(tree, source).collect(collected);
        }
        if (sources == 0) {
            throw JongException.of(ErrorKind.NOT_FOUND, "no source files were specified")
                    .hint("no file of the build context matches");
        }
        return new Selection(tree, collected.items(), sources, wishes.parents);
    }

    /// The files, sorted by the bytes of their targets: a directory before what is in it.
    public List<Selected> items() {
        return items;
    }

    /// How many sources there are, each match of a glob being one.
    public int sources() {
        return sources;
    }

    /// The file, when there is but one source and it is one: the destination may be its new name.
    public Optional<Selected> onlyFile() {
        boolean only = sources == 1 && items.size() == 1 && !parents && !items.getFirst().content();
        return only ? Optional.of(items.getFirst()) : Optional.empty();
    }

    /// Where they come from.
    public FileTree tree() {
        return tree;
    }

    /// Reads what has not been read before, on several threads, to know the content of all.
    ///
    /// @throws JongException UNAVAILABLE when a file cannot be read or changes meanwhile
    public HashedSelection hash() {
        return HashedSelection.of(tree, items);
    }

    /// What is selected so far.
    static final class Collected {
        private final FileTree tree;
        private final IgnoreRules excludes;
        private final List<Selected> all = new ArrayList<>();

        Collected(FileTree tree, IgnoreRules excludes) {
            this.tree = tree;
            this.excludes = excludes;
        }

        IgnoreRules excludes() {
            return excludes;
        }

        /// All of it by targets. Mostly it is in order already.
        List<Selected> items() {
            all.sort((a, b) -> a.target().compareTo(b.target()));
            List<Selected> out = new ArrayList<>(all.size());
            for (Selected each : all) {
                if (out.isEmpty() || !out.getLast().target().equals(each.target())) {
                    out.add(each);
                } else {
                    out.add(later(out.removeLast(), each));
                }
            }
            return out;
        }

        private static Selected later(Selected before, Selected after) {
            boolean directory = isDirectory(after);
            if (directory != isDirectory(before)) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "cannot copy \"/"
                                + Text.printable(before.entry().path())
                                + "\" and \"/"
                                + Text.printable(after.entry().path())
                                + "\" to one place: one of them is a directory");
            }
            return directory ? before : after;
        }

        private static boolean isDirectory(Selected item) {
            return item.entry().kind() == FileEntry.Kind.DIRECTORY;
        }

        /// Adds a file, or one directory without what is in it.
        void add(FileEntry entry, String target, boolean content) {
            all.add(new Selected(entry, target, content));
        }

        /// Adds a directory with what is in it.
        ///
        /// @param target of the directory
        /// @param path of the directory as rules see it, empty where they begin
        void addAll(FileEntry directory, String target, String path, boolean content) {
            add(directory, target, content);
            addBelow(directory, target, path, excludes.verdict(path), content);
        }

        private boolean addBelow(
                FileEntry directory, String target, String path, int above, boolean content) {
            boolean any = false;
            for (FileEntry entry : tree.entries(directory)) {
                String name = entry.name();
                String below = Paths.child(path, name);
                int verdict = excludes.isEmpty() ? above : excludes.verdict(above, below);
                String to = Paths.child(target, name);
                boolean excluded = excludes.excludes(verdict);
                if (entry.kind() != FileEntry.Kind.DIRECTORY) {
                    if (!excluded) {
                        add(entry, to, content);
                        any = true;
                    }
                } else if (!excluded) {
                    add(entry, to, content);
                    addBelow(entry, to, below, verdict, content);
                    any = true;
                } else if (excludes.mayIncludeBelow(verdict, below)
                        && addBelow(entry, to, below, verdict, content)) {
                    add(entry, to, content);
                    any = true;
                }
            }
            return any;
        }
    }
}
