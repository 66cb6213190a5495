package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.DirectoryNames;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One directory of stacked layers, open in each layer that contributes to it, the uppermost first; the rules
/// are those of overlay mounts.
final class MergedSource implements AutoCloseable {
    private static final long FLAGS =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final String OPAQUE = "user.overlay.opaque";

    private final Syscalls kernel;
    private final List<Descriptor> topDown = new ArrayList<>();
    private boolean hiding;

    private MergedSource(Syscalls kernel) {
        this.kernel = kernel;
    }

    /// The root of layers, the uppermost first.
    static MergedSource root(Syscalls kernel, List<String> layers) {
        MergedSource source = new MergedSource(kernel);
        try {
            for (String layer : layers) {
                source.add(
                        Syscalls.AT_FDCWD,
                        layer,
                        OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC,
                        0);
                if (source.isOpaque()) {
                    source.hiding = true;
                    break;
                }
            }
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /// One directory by itself, which is closed with this.
    static MergedSource of(Syscalls kernel, Descriptor directory) {
        MergedSource source = new MergedSource(kernel);
        source.topDown.add(directory);
        return source;
    }

    /// The same directory, opened once more.
    MergedSource again() {
        MergedSource same = new MergedSource(kernel);
        same.hiding = hiding;
        try {
            for (Descriptor each : topDown) {
                same.add(each.number(), ".", FLAGS, Syscalls.RESOLVE_BENEATH);
            }
            return same;
        } catch (RuntimeException e) {
            same.close();
            throw e;
        }
    }

    /// The names in all layers, hidden ones and removals too.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Descriptor each : topDown) {
            names.addAll(DirectoryNames.list(kernel, each.number()));
        }
        return names;
    }

    /// Finds the uppermost entry of a name.
    ///
    /// @param status is filled
    /// @return the index of its layer in this directory
    int find(String name, FileStatus status) {
        int layer = look(name, status);
        if (layer < 0) {
            throw Errno.failure(
                    -Errno.ENOENT, "cannot find \"" + Text.printable(name) + "\" of a layer");
        }
        return layer;
    }

    /// The same, or -1 when no layer has the name (any more).
    int look(String name, FileStatus status) {
        for (int i = 0; i < topDown.size(); i++) {
            int failed = kernel.statx(number(i), name, Syscalls.AT_SYMLINK_NOFOLLOW, status);
            if (failed != -Errno.ENOENT) {
                check(failed, name);
                return i;
            }
        }
        return -1;
    }

    /// Whether nothing below these layers can be seen here: one of them hides it, or has something else in its place.
    boolean isHiding() {
        return hiding;
    }

    /// Whether no layer has this directory any more.
    boolean isEmpty() {
        return topDown.isEmpty();
    }

    /// A directory in this one, merged from the layer `first` downwards.
    MergedSource child(String name, int first) {
        MergedSource child = new MergedSource(kernel);
        child.hiding = hiding;
        try {
            FileStatus status = new FileStatus();
            for (int i = first; i < topDown.size(); i++) {
                int failed = kernel.statx(number(i), name, Syscalls.AT_SYMLINK_NOFOLLOW, status);
                if (failed == -Errno.ENOENT) {
                    continue;
                }
                check(failed, name);
                if (status.type() != FileStatus.DIRECTORY) {
                    child.hiding = true;
                    break;
                }
                if (!child.tryAdd(number(i), name)) {
                    continue;
                }
                if (child.isOpaque()) {
                    child.hiding = true;
                    break;
                }
            }
            return child;
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /// The descriptor of this directory in one of its layers; 0 is the uppermost.
    int number(int layer) {
        return topDown.get(layer).number();
    }

    private void add(int directory, String name, long flags, long resolve) {
        int number = kernel.openat2(directory, name, flags, 0, resolve);
        check(number, name);
        topDown.add(new Descriptor(kernel, number));
    }

    /// Adds a directory; false when it is not one any more, which a running container can bring about.
    private boolean tryAdd(int directory, String name) {
        long resolve = Syscalls.RESOLVE_INSIDE;
        int number = kernel.openat2(directory, name, FLAGS, 0, resolve);
        if (number == -Errno.ENOENT || number == -Errno.ENOTDIR || number == -Errno.ELOOP) {
            return false;
        }
        check(number, name);
        topDown.add(new Descriptor(kernel, number));
        return true;
    }

    private boolean isOpaque() {
        byte[] value = new byte[8];
        return kernel.fgetxattr(topDown.getLast().number(), OPAQUE, value) == 1 && value[0] == 'y';
    }

    private static void check(int result, String name) {
        if (result < 0) {
            throw Errno.failure(result, "cannot read \"" + Text.printable(name) + "\" of a layer");
        }
    }

    @Override
    public void close() {
        topDown.forEach(Descriptor::close);
    }
}
