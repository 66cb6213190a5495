package dev.jong.store.snapshot;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.FileStatus;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.Attributes;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.LayerPath;
import dev.jong.store.layer.Owners;
import dev.jong.store.layer.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes files below a directory that is there. A file takes the place of another file, which is removed and not written
/// to; directories are merged, and those that were there stay as they look. Everything happens in an open directory by
/// single name, so whoever changes the tree meanwhile leads nowhere outside of it (V01).
public final class TreeSink extends EntrySink implements AutoCloseable {
    private static final byte[] YES = {'y'};

    private final Syscalls kernel;
    private final SeenRoot root;
    private final SeenDirectory base;
    private final String basePath;
    private final TreeRules rules;
    private final Attributes attributes;
    private final boolean asOther;
    private final FileStatus status = new FileStatus();
    private final byte[] buffer = new byte[128 << 10];
    private final List<TarEntry> made = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private String lastPath = "";
    private @Nullable SeenDirectory last;
    private long bytes;

    /// @param base stays open; `basePath` leads to it from `root`
    public TreeSink(
            Syscalls kernel, SeenRoot root, SeenDirectory base, String basePath, TreeRules rules) {
        this.kernel = kernel;
        this.root = root;
        this.base = base;
        this.basePath = basePath;
        this.rules = rules;
        int uid = root.maker().map(maker -> (int) maker.uid()).orElseGet(kernel::geteuid);
        int gid = root.maker().map(maker -> (int) maker.gid()).orElseGet(kernel::getegid);
        this.attributes = new Attributes(kernel, rules.owners(), uid, gid);
        this.asOther = root.maker().isPresent();
        if (asOther) {
            int failed = kernel.makeFilesAs(uid, gid);
            if (failed < 0) {
                throw Errno.failure(failed, "cannot make files as the container's root");
            }
        }
    }

    /// Devices that were left out.
    public List<String> skipped() {
        return skipped;
    }

    /// Bytes of files so far.
    public long bytes() {
        return bytes;
    }

    @Override
    public void reads(FileStatus directory, String path) {
        int failed = kernel.statx(base.writable(), "", Syscalls.AT_EMPTY_PATH, status);
        if (failed >= 0
                && status.inode() == directory.inode()
                && status.device() == directory.device()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot copy directory \""
                                    + Text.printable(path.isEmpty() ? "." : path)
                                    + "\" into itself")
                    .hint("copy it to a place outside of it");
        }
    }

    @Override
    public void add(TarEntry member, InputStream content) throws IOException {
        LayerPath path = LayerPath.parse(member.name());
        if (path.isRoot()) {
            return;
        }
        SeenDirectory parent = enter(path.parent());
        TarEntry entry = owned(rules.apply(member), parent);
        boolean device =
                entry.type() == TarEntry.EntryType.CHARACTER_DEVICE
                        || entry.type() == TarEntry.EntryType.BLOCK_DEVICE;
        if (device && !rules.special()) {
            skipped.add(path.full());
            return;
        }
        if (entry.type() == TarEntry.EntryType.DIRECTORY) {
            directory(parent, path, entry);
            return;
        }
        if (makeRoom(parent, path)) {
            make(parent.writable(), path, entry, content);
        } else {
            overwrite(parent.writable(), path, entry, content);
        }
    }

    /// The same with the owner that this process has to give it.
    private TarEntry owned(TarEntry entry, SeenDirectory parent) {
        if (rules.owners() == Owners.KEEP) {
            return entry;
        }
        OwnerMap back = parent.owners().back();
        int uid = back.uid((int) entry.uid());
        int gid = back.gid((int) entry.gid());
        if (uid == OwnerMap.NONE || gid == OwnerMap.NONE) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot give files to "
                                    + entry.uid()
                                    + ":"
                                    + entry.gid()
                                    + ": the container has no such "
                                    + (uid == OwnerMap.NONE ? "user" : "group"))
                    .hint("--chown names another owner; without -a it is the container's root");
        }
        return entry.withOwner(Integer.toUnsignedLong(uid), Integer.toUnsignedLong(gid));
    }

    private void make(int parent, LayerPath path, TarEntry entry, InputStream content)
            throws IOException {
        switch (entry.type()) {
            case REGULAR -> file(parent, path, entry, content);
            case SYMBOLIC_LINK -> {
                check(kernel.symlinkat(entry.linkTarget(), parent, path.name()), path);
                check(attributes.finishName(parent, path.name(), entry, false), path);
            }
            case HARD_LINK -> hardLink(parent, path, LayerPath.parse(entry.linkTarget()));
            case CHARACTER_DEVICE -> node(parent, path, entry, FileStatus.CHARACTER_DEVICE);
            case BLOCK_DEVICE -> node(parent, path, entry, FileStatus.BLOCK_DEVICE);
            case FIFO -> node(parent, path, entry, FileStatus.FIFO);
            case DIRECTORY -> throw new IllegalStateException(path.full());
        }
    }

    private void file(int parent, LayerPath path, TarEntry entry, InputStream content)
            throws IOException {
        int mode = attributes.creationMode(entry);
        int number =
                kernel.openat2(
                        parent, path.name(), OpenFlag.NEW_FILE, mode, Syscalls.RESOLVE_INSIDE);
        check(number, path);
        try (Descriptor file = new Descriptor(kernel, number)) {
            fill(file, path, entry, content);
            check(attributes.finish(file.number(), entry, true), path);
        }
    }

    private void fill(Descriptor file, LayerPath path, TarEntry entry, InputStream content)
            throws IOException {
        for (long left = entry.size(); left > 0; ) {
            int count = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("the content of a file is shorter than announced");
            }
            check(kernel.write(file.number(), buffer, 0, count), path);
            left -= count;
            bytes += count;
        }
    }

    /// What is mounted on cannot be replaced; its content can.
    private void overwrite(int parent, LayerPath path, TarEntry entry, InputStream content)
            throws IOException {
        if (entry.type() != TarEntry.EntryType.REGULAR) {
            check(-Errno.EBUSY, path);
        }
        long flags =
                OpenFlag.WRITE_ONLY
                        | OpenFlag.TRUNCATE
                        | OpenFlag.NO_FOLLOW
                        | OpenFlag.NON_BLOCKING
                        | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(parent, path.name(), flags, 0, Syscalls.RESOLVE_INSIDE);
        check(number, path);
        try (Descriptor file = new Descriptor(kernel, number)) {
            fill(file, path, entry, content);
        }
    }

    private void hardLink(int parent, LayerPath path, LayerPath target) {
        try (SeenDirectory from = open(target.parent())) {
            check(kernel.linkat(from.writable(), target.name(), parent, path.name()), path);
        }
    }

    private void node(int parent, LayerPath path, TarEntry entry, int type) {
        int mode = type | attributes.creationMode(entry);
        TarEntry.Device device = entry.device();
        check(kernel.mknodat(parent, path.name(), mode, device.major(), device.minor()), path);
        check(attributes.finishName(parent, path.name(), entry, true), path);
    }

    private void directory(SeenDirectory parent, LayerPath path, TarEntry entry) {
        boolean there = parent.source().look(path.name(), status) >= 0 && !status.isWhiteout();
        if (there && status.type() == FileStatus.DIRECTORY) {
            return;
        }
        if (there && !rules.replace()) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "cannot overwrite non-directory \""
                                    + Text.printable(path.full())
                                    + "\" with directory")
                    .hint("--overwrite replaces it");
        }
        int to = parent.writable();
        int failed = kernel.mkdirat(to, path.name(), 0700);
        if (failed == -Errno.EEXIST) {
            check(kernel.statx(to, path.name(), Syscalls.AT_SYMLINK_NOFOLLOW, status), path);
            if (status.type() == FileStatus.DIRECTORY) {
                return; // Made by an earlier member.
            }
            check(kernel.unlinkat(to, path.name(), 0), path);
            check(kernel.mkdirat(to, path.name(), 0700), path);
            if (parent.isStacked()) {
                hide(to, path);
            }
        } else {
            check(failed, path);
        }
        made.add(entry.withLinkTarget(path.full()));
    }

    /// What lower layers have in a directory of that name stays hidden.
    private void hide(int parent, LayerPath path) {
        long flags = OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(parent, path.name(), flags, 0, Syscalls.RESOLVE_INSIDE);
        check(number, path);
        try (Descriptor fresh = new Descriptor(kernel, number)) {
            check(kernel.fsetxattr(fresh.number(), Attributes.OPAQUE, YES), path);
        }
    }

    /// Takes away what has a name; false when something is mounted there.
    private boolean makeRoom(SeenDirectory parent, LayerPath path) {
        boolean there = parent.source().look(path.name(), status) >= 0 && !status.isWhiteout();
        if (there && status.type() == FileStatus.DIRECTORY) {
            throw JongException.of(
                    ErrorKind.CONFLICT,
                    "cannot overwrite directory \""
                            + Text.printable(path.full())
                            + "\" with non-directory");
        }
        if (!there && !parent.isStacked()) {
            return true;
        }
        int failed = kernel.unlinkat(parent.writable(), path.name(), 0);
        if (failed == -Errno.EBUSY) {
            return false;
        }
        check(failed == -Errno.ENOENT ? 0 : failed, path);
        return true;
    }

    /// Opens the directory of a member; the last one stays open for the next.
    private SeenDirectory enter(String path) {
        if (path.isEmpty()) {
            return base;
        }
        SeenDirectory known = last;
        if (known != null && lastPath.equals(path)) {
            return known;
        }
        SeenDirectory opened = open(path);
        if (known != null) {
            known.close();
        }
        last = opened;
        lastPath = path;
        return opened;
    }

    private SeenDirectory open(String path) {
        return rules.links() ? root.directory(basePath + "/" + path) : base.below(path);
    }

    /// Gives new directories their look, which may keep even us out, and their time, which their files changed.
    public void finish() {
        for (TarEntry entry : made.reversed()) {
            LayerPath path = LayerPath.parse(entry.linkTarget());
            try (SeenDirectory directory = open(path.full())) {
                check(attributes.finish(directory.writable(), entry, false), path);
            }
        }
    }

    private static void check(int result, LayerPath path) {
        if (result == -Errno.EROFS) {
            throw StackedRoot.readOnly(
                    "cannot write \""
                            + Text.printable(path.full())
                            + "\": it is mounted read-only");
        }
        if (result == -Errno.ENOSPC || result == -Errno.EDQUOT) {
            throw JongException.of(
                            ErrorKind.EXHAUSTED,
                            "cannot write \""
                                    + Text.printable(path.full())
                                    + "\": no space left on device")
                    .hint("free some space there and try again");
        }
        if (result < 0) {
            throw Errno.failure(result, "cannot write \"" + Text.printable(path.full()) + "\"");
        }
    }

    @Override
    public void close() {
        if (asOther) {
            kernel.makeFilesAs(kernel.geteuid(), kernel.getegid());
        }
        SeenDirectory known = last;
        if (known != null) {
            known.close();
        }
    }
}
