package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The root of a container that does not run: its layers put together without mounting, and over them its volumes and
/// binds. What is written goes into the uppermost layer, in the form that the next overlay mount understands. Nobody may
/// start the container meanwhile.
public final class StackedRoot extends SeenRoot {
    private static final long DIRECTORY =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    private final List<String> topDown = new ArrayList<>();
    private final boolean readOnly;
    private final OwnerMap owners;
    private final SortedMap<String, Mounted> mounts = new TreeMap<>();

    /// Something that is mounted when the container runs.
    ///
    /// @param topDown directories, the uppermost first, or one file
    /// @param owners from what this process sees to what the container sees
    public record Mounted(
            List<Path> topDown, boolean directory, boolean readOnly, OwnerMap owners) {
        public Mounted {
            topDown = List.copyOf(topDown);
        }

        List<String> names() {
            return topDown.stream().map(Text::of).toList();
        }
    }

    /// @param topDown directories, the one that may be written to first
    /// @param readOnly whether that may not be written to either
    /// @param owners from what this process sees to what the container sees
    public StackedRoot(Syscalls kernel, List<Path> topDown, boolean readOnly, OwnerMap owners) {
        super(kernel);
        topDown.forEach(layer -> this.topDown.add(Text.of(layer)));
        this.readOnly = readOnly;
        this.owners = owners;
    }

    OwnerMap owners() {
        return owners;
    }

    /// Adds a mount, in the order of mounting; links on the way to its place are followed within the root.
    public void mount(String target, Mounted mounted) {
        String place = target.substring(1);
        int slash = place.lastIndexOf('/');
        if (slash > 0) {
            try (SeenDirectory parent = directory(place.substring(0, slash))) {
                place = child(parent.path(), place.substring(slash + 1));
            } catch (JongException notThere) {
                // Made when the container starts; until then it has the name that was asked for.
                place = target.substring(1);
            }
        }
        mounts.put(place, mounted);
    }

    @Override
    public SeenDirectory directory(String path) {
        return new StackedWalk(this).to("", path, true);
    }

    @Override
    public SeenFile find(String path, boolean follow) {
        SeenFile found = super.find(path, follow);
        String place = child(found.directory().path(), found.name());
        Mounted mounted = mounts.get(place);
        if (found.name().isEmpty() || mounted == null) {
            return found;
        }
        found.close();
        return open(place, mounted);
    }

    /// What is mounted, found by itself.
    SeenFile open(String place, Mounted mounted) {
        if (mounted.directory) {
            return new SeenFile(
                    this, new StackedDirectory(this, mounted, place, root(mounted)), "");
        }
        Path file = mounted.topDown.getFirst();
        Path parent = file.toAbsolutePath().getParent();
        Mounted around = new Mounted(List.of(parent), true, mounted.readOnly, mounted.owners);
        return new SeenFile(
                this,
                new StackedDirectory(this, around, place, root(around)),
                Text.of(file.getFileName()));
    }

    MergedSource root(@Nullable Mounted mounted) {
        return MergedSource.root(kernel(), mounted == null ? topDown : mounted.names());
    }

    @Nullable Mounted mounted(String path) {
        return mounts.get(path);
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /// Makes a directory of the layers below writable: the uppermost layer gets one that looks the same.
    Descriptor copyUp(String path) {
        if (readOnly) {
            throw readOnly("container rootfs is marked read-only");
        }
        MergedSource merged = root(null);
        int upper = kernel().openat2(Syscalls.AT_FDCWD, topDown.getFirst(), DIRECTORY, 0, 0);
        check(upper, path);
        Descriptor here = new Descriptor(kernel(), upper);
        try {
            for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
                int layer = merged.look(name, new FileStatus());
                check(layer < 0 ? -Errno.ENOENT : 0, path);
                MergedSource child = merged.child(name, layer);
                merged.close();
                merged = child;
                Descriptor next = enter(here, name, child);
                here.close();
                here = next;
            }
            return here;
        } catch (RuntimeException e) {
            here.close();
            throw e;
        } finally {
            merged.close();
        }
    }

    private Descriptor enter(Descriptor parent, String name, MergedSource look) {
        long resolve = Syscalls.RESOLVE_INSIDE;
        int number = kernel().openat2(parent.number(), name, DIRECTORY, 0, resolve);
        if (number == -Errno.ENOENT) {
            check(kernel().mkdirat(parent.number(), name, 0700), name);
            number = kernel().openat2(parent.number(), name, DIRECTORY, 0, resolve);
            check(number, name);
            CopySnapshot.likeness(kernel(), look.number(0), number);
        }
        check(number, name);
        return new Descriptor(kernel(), number);
    }

    static JongException readOnly(String why) {
        return JongException.of(ErrorKind.PERMISSION_DENIED, why);
    }

    private static void check(int result, String path) {
        if (result < 0) {
            throw Errno.failure(result, "cannot write to \"/" + Text.printable(path) + "\"");
        }
    }

    @Override
    Covers covers(String path, String as) {
        return mounts.isEmpty() ? Covers.NONE : new Below(path, as);
    }

    /// The mounts below a path, by the names of an archive.
    private final class Below implements Covers {
        private final String path;
        private final String as;

        Below(String path, String as) {
            this.path = path;
            this.as = as;
        }

        private String seen(String member) {
            String rest = member.substring(as.length());
            String plain = rest.startsWith("/") ? rest.substring(1) : rest;
            return plain.isEmpty() ? path : child(path, plain);
        }

        @Override
        public void addNames(String member, Set<String> names) {
            String directory = seen(member);
            String prefix = directory.isEmpty() ? "" : directory + "/";
            for (String place : mounts.tailMap(prefix).keySet()) {
                if (!place.startsWith(prefix)) {
                    break;
                }
                if (place.indexOf('/', prefix.length()) < 0) {
                    names.add(place.substring(prefix.length()));
                }
            }
        }

        @Override
        public @Nullable SeenFile at(String member) {
            String place = seen(member);
            Mounted mounted = mounts.get(place);
            return mounted == null || member.equals(as) ? null : open(place, mounted);
        }
    }
}
