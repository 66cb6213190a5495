package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One way through a container's files, from the root on. The directories on it stay open until the end.
final class SeenWalk implements AutoCloseable {
    private static final int LINK_DEPTH = 40;
    private static final int LONGEST = 4096;

    /// A directory whose own size is more has names without end, made to keep its readers busy.
    private static final long NAMES_LIMIT = 4 << 20;

    private final Syscalls kernel;
    private final Map<String, List<String>> mounts;
    private final List<Step> steps = new ArrayList<>();
    private final Deque<String> pending = new ArrayDeque<>();
    private final FileStatus status = new FileStatus();
    private int links;

    SeenWalk(Syscalls kernel, List<String> layers, Map<String, List<String>> mounts) {
        this.kernel = kernel;
        this.mounts = mounts;
        steps.add(
                new Step(
                        "",
                        "",
                        MergedSource.root(kernel, layers),
                        new Seen.Passed("/", 0755, 0, 0)));
    }

    /// A directory that was entered: its path without a slash at the end, and the mount it lies in.
    private record Step(String path, String mount, MergedSource source, Seen.Passed passed) {}

    /// Goes to what a path leads to.
    Seen to(String path) {
        push(path);
        while (!pending.isEmpty()) {
            String name = pending.removeFirst();
            if (name.equals("..")) {
                up();
                continue;
            }
            Seen end = enter(name);
            if (end != null) {
                return end;
            }
        }
        Step last = steps.getLast();
        int failed =
                last.source().isEmpty()
                        ? 0
                        : kernel.statx(last.source().number(0), "", Syscalls.AT_EMPTY_PATH, status);
        check(failed, path);
        return end(last.path().isEmpty() ? "/" : last.path(), last.mount(), null);
    }

    /// The names in the directory that was reached.
    Set<String> names() {
        MergedSource source = steps.getLast().source();
        if (source.isEmpty() || status.size() > NAMES_LIMIT) {
            return Set.of();
        }
        return source.names();
    }

    /// One component deeper.
    ///
    /// @return what the way ends at; null when it goes on
    private @Nullable Seen enter(String name) {
        Step here = steps.getLast();
        String path = here.path() + "/" + name;
        List<String> mounted = mounts.get(path);
        if (mounted != null) {
            return enterMount(path, mounted);
        }
        int layer = here.source().look(name, status);
        if (layer < 0 || status.isWhiteout()) {
            return missing(path, here.mount());
        }
        if (status.type() == FileStatus.DIRECTORY) {
            descend(path, here.mount(), here.source().child(name, layer));
            return null;
        }
        if (status.type() == FileStatus.SYMLINK) {
            follow(here.source().number(layer), name, path);
            return null;
        }
        long resolve = Syscalls.RESOLVE_INSIDE;
        Descriptor held =
                SeenFiles.hold(kernel, here.source().number(layer), name, resolve, status);
        return leaf(path, here.mount(), held);
    }

    private @Nullable Seen enterMount(String path, List<String> mounted) {
        if (mounted.isEmpty()) {
            descend(path, path, MergedSource.root(kernel, mounted));
            return null;
        }
        Descriptor held = SeenFiles.hold(kernel, Syscalls.AT_FDCWD, mounted.getFirst(), 0, status);
        if (held == null || status.type() != FileStatus.DIRECTORY) {
            return leaf(path, path, held);
        }
        held.close();
        descend(path, path, MergedSource.root(kernel, mounted));
        return null;
    }

    private void descend(String path, String mount, MergedSource source) {
        Seen.Passed passed =
                new Seen.Passed(path, status.permissions(), status.uid(), status.gid());
        steps.add(new Step(path, mount, source, passed));
    }

    private Seen leaf(String path, String mount, @Nullable Descriptor held) {
        if (held == null) {
            return missing(path, mount);
        }
        if (!pending.isEmpty()) {
            held.close();
            return missing(path, mount);
        }
        return end(path, mount, held);
    }

    private Seen missing(String path, String mount) {
        return new Seen(path, mount, way(), new FileStatus(), null);
    }

    private Seen end(String path, String mount, @Nullable Descriptor held) {
        return new Seen(path, mount, way(), status, held);
    }

    private List<Seen.Passed> way() {
        List<Seen.Passed> way = new ArrayList<>();
        steps.subList(1, steps.size()).forEach(step -> way.add(step.passed()));
        return way;
    }

    private void follow(int directory, String name, String path) {
        byte[] target = new byte[LONGEST];
        int length = kernel.readlinkat(directory, name, target);
        check(length, path);
        if (++links > LINK_DEPTH) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "too many symbolic links lead to \"" + Text.printable(path) + "\"");
        }
        String text = Text.of(Arrays.copyOf(target, length));
        while (text.startsWith("/") && steps.size() > 1) {
            up();
        }
        push(text);
    }

    private void up() {
        if (steps.size() > 1) {
            steps.removeLast().source().close();
        }
    }

    /// Puts the components of a path before those that are pending.
    private void push(String path) {
        String[] names = path.split("/");
        for (int i = names.length - 1; i >= 0; i--) {
            if (!names[i].isEmpty() && !names[i].equals(".")) {
                pending.addFirst(names[i]);
            }
        }
    }

    private static void check(int result, String path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot look at \"" + Text.printable(path) + "\"");
        }
    }

    @Override
    public void close() {
        steps.forEach(step -> step.source().close());
    }
}
