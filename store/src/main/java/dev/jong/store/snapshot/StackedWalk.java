package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One way through the layers and mounts of a container that does not run, component by component. Links are resolved here
/// as if the root were `/`; the kernel opens real directories only. For one use.
final class StackedWalk {
    private static final int LINK_DEPTH = 40;

    private final StackedRoot root;
    private final List<Step> way = new ArrayList<>();
    private final FileStatus status = new FileStatus();

    /// A directory on the way.
    private record Step(MergedSource source, StackedRoot.@Nullable Mounted mounted, String path) {}

    StackedWalk(StackedRoot root) {
        this.root = root;
    }

    /// Goes from the root to a directory; `follow` says whether links may be on the way.
    SeenDirectory to(String start, String path, boolean follow) {
        String whole = start.isEmpty() ? path : start + "/" + path;
        try {
            way.add(new Step(root.root(null), null, ""));
            walk(whole, follow);
            Step end = way.removeLast();
            return new StackedDirectory(root, end.mounted, end.path, end.source);
        } finally {
            way.forEach(step -> step.source.close());
        }
    }

    /// Goes on from a directory, which stays open, following no link.
    SeenDirectory from(
            StackedDirectory directory, StackedRoot.@Nullable Mounted mounted, String path) {
        if (mounted == null) {
            return to(directory.path(), path, false); // Others may be mounted below it.
        }
        try {
            way.add(new Step(directory.source().again(), mounted, directory.path()));
            walk(path, false);
            Step end = way.removeLast();
            return new StackedDirectory(root, end.mounted, end.path, end.source);
        } finally {
            way.forEach(step -> step.source.close());
        }
    }

    private void walk(String path, boolean follow) {
        Deque<String> pending = new ArrayDeque<>();
        addComponents(pending, path);
        int links = 0;
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                if (way.size() > 1) {
                    way.removeLast().source.close();
                }
                continue;
            }
            int failed = step(name);
            if (failed == -Errno.ELOOP && follow && ++links <= LINK_DEPTH) {
                follow(name, pending);
            } else if (failed < 0) {
                throw Errno.failure(failed, "cannot open \"" + Text.printable(path) + "\"");
            }
        }
    }

    private int step(String name) {
        Step here = way.getLast();
        String path = StackedRoot.child(here.path, name);
        StackedRoot.Mounted over = root.mounted(path);
        if (over != null && over.directory()) {
            way.add(new Step(root.root(over), over, path));
            return 0;
        }
        int layer = here.source.look(name, status);
        if (layer < 0 || status.isWhiteout()) {
            return -Errno.ENOENT;
        }
        if (status.type() != FileStatus.DIRECTORY) {
            return status.type() == FileStatus.SYMLINK ? -Errno.ELOOP : -Errno.ENOTDIR;
        }
        way.add(new Step(here.source.child(name, layer), here.mounted, path));
        return 0;
    }

    private void follow(String name, Deque<String> pending) {
        Step here = way.getLast();
        byte[] buffer = new byte[4096];
        int length =
                root.kernel()
                        .readlinkat(
                                here.source.number(here.source.find(name, status)), name, buffer);
        if (length < 0) {
            throw Errno.failure(length, "cannot read the link \"" + Text.printable(name) + "\"");
        }
        String target = Text.of(Arrays.copyOf(buffer, length));
        if (target.startsWith("/")) {
            while (way.size() > 1) {
                way.removeLast().source.close();
            }
        }
        addComponents(pending, target);
    }

    /// Puts the components of a path before those that are pending.
    private static void addComponents(Deque<String> pending, String path) {
        String[] names = path.split("/");
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                pending.addFirst(names[i]);
            }
        }
    }
}
