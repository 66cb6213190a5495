package dev.jong.store.layer;

import dev.jong.linux.Errno;
import dev.jong.linux.NamedMode;
import dev.jong.linux.Syscalls;
import java.time.Instant;
import java.util.Map;

/// Gives unpacked files their owner, mode, extended attributes and time, in the order the kernel needs: a
/// change of owner clears setuid bits and capabilities, and every change moves the time.
public final class Attributes {
    /// Marks directories that hide what lies below them, in overlay mounts with `userxattr`.
    public static final String OPAQUE = "user.overlay.opaque";

    private static final int XATTR_LIMIT = 64 * 1024;
    private static final int SPECIAL_BITS = 07000;

    private final Syscalls kernel;
    private final Owners owners;
    private final int umask;
    private final int uid;
    private final int gid;
    private long skipped;

    /// For files that this process makes.
    public Attributes(Syscalls kernel, Owners owners) {
        this(kernel, owners, kernel.geteuid(), kernel.getegid());
    }

    /// For files that this process makes as somebody else.
    public Attributes(Syscalls kernel, Owners owners, int uid, int gid) {
        this.kernel = kernel;
        this.owners = owners;
        this.umask = Umask.current();
        this.uid = uid;
        this.gid = gid;
    }

    /// How many attributes the host did not allow.
    long skipped() {
        return skipped;
    }

    /// The mode to create a file with: the final one when nothing must happen between, else one that lets nobody
    /// else in.
    public int creationMode(TarEntry entry) {
        return needsMode(entry) ? 0600 : entry.mode();
    }

    /// Finishes an open regular file or directory. Returns 0 or a negated error number.
    public int finish(int descriptor, TarEntry entry, boolean modeIsSet) {
        if (needsOwner(entry)) {
            int failed = kernel.fchown(descriptor, (int) entry.uid(), (int) entry.gid());
            if (failed < 0) {
                return failed;
            }
        }
        if (!modeIsSet || needsMode(entry)) {
            int failed = kernel.fchmod(descriptor, entry.mode());
            if (failed < 0) {
                return failed;
            }
        }
        Instant time = entry.modified();
        int failed = entry.xattrs().isEmpty() ? 0 : setXattrs(descriptor, entry);
        return failed < 0
                ? failed
                : kernel.futimens(descriptor, time.getEpochSecond(), time.getNano());
    }

    /// Finishes a link, device or FIFO, which is never opened. Returns 0 or a negated error number.
    public int finishName(int parent, String name, TarEntry entry, boolean hasMode) {
        if (needsOwner(entry)) {
            int failed =
                    kernel.fchownat(
                            parent,
                            name,
                            (int) entry.uid(),
                            (int) entry.gid(),
                            Syscalls.AT_SYMLINK_NOFOLLOW);
            if (failed < 0) {
                return failed;
            }
        }
        if (hasMode && needsMode(entry)) {
            int failed = NamedMode.change(kernel, parent, name, entry.mode());
            if (failed < 0) {
                return failed;
            }
        }
        Instant time = entry.modified();
        return kernel.utimensat(
                parent, name, time.getEpochSecond(), time.getNano(), Syscalls.AT_SYMLINK_NOFOLLOW);
    }

    private boolean needsOwner(TarEntry entry) {
        return owners == Owners.APPLY && ((int) entry.uid() != uid || (int) entry.gid() != gid);
    }

    private boolean needsMode(TarEntry entry) {
        return needsOwner(entry) || (entry.mode() & (umask | SPECIAL_BITS)) != 0;
    }

    private int setXattrs(int descriptor, TarEntry entry) {
        long bytes = 0;
        for (Map.Entry<String, byte[]> each : entry.xattrs().entrySet()) {
            bytes += each.getKey().length() + each.getValue().length;
            if (bytes > XATTR_LIMIT) {
                throw LayerErrors.tooMuch(
                        "a member with too long extended attributes", XATTR_LIMIT);
            }
            if (!isAllowed(each.getKey())) {
                continue;
            }
            int failed = kernel.fsetxattr(descriptor, each.getKey(), each.getValue());
            if (failed < 0 && !maySkip(failed)) {
                return failed;
            }
            skipped += failed < 0 ? 1 : 0;
        }
        return 0;
    }

    /// The attributes that a layer may set. `user.overlay.*` steers the overlay mount (redirects, opaque
    /// directories), `trusted.*` too, and the other `security.*` belong to the host's policy.
    static boolean isAllowed(String name) {
        return name.equals("security.capability")
                || name.startsWith("user.") && !name.startsWith("user.overlay.");
    }

    private boolean maySkip(int failed) {
        return failed == -Errno.EOPNOTSUPP || failed == -Errno.EPERM && owners == Owners.KEEP;
    }
}
