package dev.jong.build.layer;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.files.FileEntry;
import dev.jong.build.files.FileTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a stage has already where something is copied to. For one use, by one thread.
final class Destination {
    private static final int LINK_DEPTH = 255;

    private final FileTree tree;
    private final boolean looked;
    private final Map<String, Set<String>> names = new HashMap<>();

    /// @param looked false when nothing of it counts
    Destination(FileTree tree, boolean looked) {
        this.tree = tree;
        this.looked = looked;
    }

    /// The file at a path whose parents are no links. Each directory is listed once, since most of what is copied is new.
    Optional<FileEntry> find(String path) {
        if (!looked) {
            return Optional.empty();
        }
        if (path.isEmpty()) {
            return tree.find("");
        }
        int slash = path.lastIndexOf('/');
        String parent = slash < 0 ? "" : path.substring(0, slash);
        Set<String> siblings = names.get(parent);
        if (siblings == null) {
            Optional<FileEntry> directory = find(parent);
            siblings =
                    directory.isPresent() && directory.get().kind() == FileEntry.Kind.DIRECTORY
                            ? new HashSet<>(tree.list(directory.get()))
                            : Set.of();
            names.put(parent, siblings);
        }
        return siblings.contains(path.substring(slash + 1)) ? tree.find(path) : Optional.empty();
    }

    /// A path with every link in it followed, also the last one, as far as it exists. The rest is as it was written.
    ///
    /// @return without slashes at its ends
    /// @throws JongException INVALID_ARGUMENT when it leads through a file, or in circles
    String resolve(String path) {
        Deque<String> pending = new ArrayDeque<>();
        push(pending, path);
        String here = "";
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                here = here.substring(0, Math.max(0, here.lastIndexOf('/')));
                continue;
            }
            String next = join(here, name);
            Optional<FileEntry> entry = find(next);
            boolean link = entry.isPresent() && entry.get().kind() == FileEntry.Kind.SYMBOLIC_LINK;
            if (link && ++links > LINK_DEPTH) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "too many symbolic links on the way to \"" + Text.printable(path) + "\"");
            }
            if (link) {
                String target = entry.get().linkTarget();
                here = target.startsWith("/") ? "" : here;
                push(pending, target);
            } else {
                here = next;
            }
        }
        return here;
    }

    private static void push(Deque<String> pending, String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            String name = path.substring(slash + 1, end);
            if (!name.isEmpty() && !name.equals(".")) {
                pending.addFirst(name);
            }
            end = slash;
        }
    }

    /// A name in a directory.
    static String join(String directory, String name) {
        if (directory.isEmpty() || name.isEmpty()) {
            return directory + name;
        }
        return directory + "/" + name;
    }
}
