package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one directory tree changes of those below it, as whoever sees them merged finds it: what differs only in where it
/// lies is no change. Names are looked at beneath open directories and no file is opened, so a container may go on
/// meanwhile; what vanishes is left out (V15). For one use.
public final class LayerChanges {
    private final Syscalls kernel;
    private final Predicate<String> skipped;
    private final FileStatus above = new FileStatus();
    private final FileStatus below = new FileStatus();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Change> changes = new ArrayList<>();

    /// How something differs.
    public enum Kind {
        /// It is in both, and not the same; or something in this directory differs.
        CHANGED,
        /// It is new.
        ADDED,
        /// It is gone.
        DELETED
    }

    /// A difference.
    ///
    /// @param path from the root, without a leading slash; a byte string
    public record Change(Kind kind, String path) {}

    /// A directory that is being compared.
    ///
    /// @param whole whether what only `lower` has is gone
    /// @param at where its own change belongs in the list
    /// @param changed whether it differs itself
    /// @param listed whether it is in the list already, or is the root, which never is
    private record Level(
            MergedSource upper,
            @Nullable MergedSource lower,
            boolean whole,
            String path,
            Iterator<String> names,
            int at,
            boolean changed,
            boolean listed) {
        void close() {
            upper.close();
            if (lower != null) {
                lower.close();
            }
        }

        String child(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }

    private LayerChanges(Syscalls kernel, Predicate<String> skipped) {
        this.kernel = kernel;
        this.skipped = skipped;
    }

    /// Compares.
    ///
    /// @param lower unpacked layers, the uppermost first; may be empty
    /// @param whole whether `upper` holds everything there is, and not only what differs
    /// @param skipped paths that do not count
    /// @return sorted, a directory before what is in it
    /// @throws dev.jong.base.JongException of the kernel's error
    public static List<Change> of(
            Syscalls kernel,
            Path upper,
            List<Path> lower,
            boolean whole,
            Predicate<String> skipped) {
        List<String> names = lower.stream().map(Text::of).toList();
        return new LayerChanges(kernel, skipped).run(Text.of(upper), names, whole);
    }

    private List<Change> run(String upper, List<String> lower, boolean whole) {
        try {
            MergedSource changed = MergedSource.root(kernel, List.of(upper));
            enter(changed, lower.isEmpty() ? null : root(changed, lower), whole, "", false, true);
            while (!levels.isEmpty()) {
                Level level = levels.getLast();
                if (level.names.hasNext()) {
                    String name = level.names.next();
                    if (!skipped.test(level.child(name))) {
                        compare(level, name);
                    }
                } else {
                    leave(levels.removeLast());
                }
            }
            return changes;
        } finally {
            levels.forEach(Level::close);
        }
    }

    private MergedSource root(MergedSource opened, List<String> layers) {
        try {
            return MergedSource.root(kernel, layers);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void enter(
            MergedSource upper,
            @Nullable MergedSource lower,
            boolean whole,
            String path,
            boolean changed,
            boolean listed) {
        boolean hiding = whole || upper.isHiding();
        Set<String> names = new TreeSet<>(upper.names());
        if (hiding && lower != null) {
            names.addAll(lower.names());
        }
        levels.addLast(
                new Level(
                        upper,
                        lower,
                        hiding,
                        path,
                        names.iterator(),
                        changes.size(),
                        changed,
                        listed));
    }

    /// A directory changed when something in it did.
    private void leave(Level level) {
        level.close();
        if (!level.listed && (level.changed || changes.size() > level.at)) {
            changes.add(level.at, new Change(Kind.CHANGED, level.path));
        }
    }

    private void compare(Level level, String name) {
        int layer = level.upper.look(name, above);
        MergedSource lower = level.lower;
        int lowerLayer = lower == null ? -1 : lower.look(name, below);
        boolean was = lowerLayer >= 0 && !below.isWhiteout();
        String path = level.child(name);
        if (layer < 0 || above.isWhiteout()) {
            if (was && (level.whole || layer >= 0)) {
                changes.add(new Change(Kind.DELETED, path));
            }
            return;
        }
        boolean wasDirectory = was && below.type() == FileStatus.DIRECTORY;
        MergedSource inside = lower != null && wasDirectory ? lower.child(name, lowerLayer) : null;
        boolean changed = was && !isSame();
        if (above.type() == FileStatus.DIRECTORY) {
            compareDirectory(level, name, was, changed, inside);
            return;
        }
        if (!was || changed) {
            changes.add(new Change(was ? Kind.CHANGED : Kind.ADDED, path));
        }
        if (inside != null) {
            deleteAll(inside, path);
        }
    }

    private void compareDirectory(
            Level level, String name, boolean was, boolean changed, @Nullable MergedSource inside) {
        MergedSource child = level.upper.child(name, 0);
        if (child.isEmpty()) {
            child.close(); // Not a directory any more.
            if (inside != null) {
                inside.close();
            }
            return;
        }
        if (!was) {
            changes.add(new Change(Kind.ADDED, level.child(name)));
        }
        enter(child, inside, level.whole, level.child(name), changed, !was);
    }

    /// A directory that something else has taken the place of.
    private void deleteAll(MergedSource gone, String path) {
        try (gone) {
            for (String name : new TreeSet<>(gone.names())) {
                if (gone.look(name, below) >= 0 && !below.isWhiteout()) {
                    changes.add(new Change(Kind.DELETED, path + "/" + name));
                }
            }
        }
    }

    private boolean isSame() {
        boolean same =
                above.type() == below.type()
                        && above.permissions() == below.permissions()
                        && above.uid() == below.uid()
                        && above.gid() == below.gid();
        return same
                && (above.type() == FileStatus.DIRECTORY
                        || above.seconds() == below.seconds()
                                && above.nanoseconds() == below.nanoseconds()
                                && above.size() == below.size()
                                && above.major() == below.major()
                                && above.minor() == below.minor());
    }
}
