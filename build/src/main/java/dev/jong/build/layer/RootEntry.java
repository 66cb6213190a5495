package dev.jong.build.layer;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.snapshot.OwnerMap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// When a layer says what the root directory looks like. An overlay shows that of the uppermost layer, which is an ordinary
/// one where the layer says nothing; so one that says nothing upon an odd one would change it. Ordinary layers do without.
///
/// @param mode of the root that the layer comes upon
record RootEntry(int mode, long uid, long gid) {
    private static final int USUAL = 0755;
    private static final long FLAGS = OpenFlag.PATH | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC;

    private static final String NAME = "./";

    /// What is usual.
    static final RootEntry NOTHING_BELOW = new RootEntry(USUAL, 0, 0);

    /// The root of layers.
    ///
    /// @param below their directories, the uppermost first
    static RootEntry upon(Syscalls kernel, List<Path> below, OwnerMap owners) {
        return below.isEmpty() ? NOTHING_BELOW : of(kernel, below.getFirst(), owners);
    }

    /// The root that a directory is.
    static RootEntry of(Syscalls kernel, Path directory, OwnerMap owners) {
        String name = Text.of(directory);
        int number = kernel.openat2(Syscalls.AT_FDCWD, name, FLAGS, 0, 0);
        check(number, name);
        try (Descriptor open = new Descriptor(kernel, number)) {
            FileStatus status = new FileStatus();
            check(kernel.statx(open.number(), "", Syscalls.AT_EMPTY_PATH, status), name);
            return new RootEntry(
                    status.permissions(),
                    Integer.toUnsignedLong(owners.uid(status.uid())),
                    Integer.toUnsignedLong(owners.gid(status.gid())));
        }
    }

    private static void check(int result, String name) {
        if (result < 0) {
            throw Errno.failure(result, "cannot open the layer \"" + Text.printable(name) + "\"");
        }
    }

    /// Whether a member is the root directory.
    static boolean isOne(TarEntry entry) {
        return entry.name().equals(NAME);
    }

    /// Whether this is not what an overlay shows where nobody says anything.
    boolean isOdd() {
        return mode != USUAL;
    }

    /// Whether a root that began as this one was changed. The engine gives a container's root the plain permission bits of
    /// this one, and itself for an owner.
    boolean isChanged(TarEntry root) {
        boolean sameMode = root.mode() == mode || root.mode() == (mode & 0777);
        boolean owned = root.uid() == uid && root.gid() == gid;
        return !sameMode || !owned && (root.uid() != 0 || root.gid() != 0);
    }

    /// A member that says it.
    TarEntry entry(Instant time) {
        return TarEntry.of(NAME, EntryType.DIRECTORY)
                .withMode(mode)
                .withOwner(uid, gid)
                .withModified(Instant.ofEpochSecond(time.getEpochSecond()));
    }
}
