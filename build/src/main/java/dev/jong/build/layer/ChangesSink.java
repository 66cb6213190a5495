package dev.jong.build.layer;

import dev.jong.linux.Descriptor;
import dev.jong.linux.FileStatus;
import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Passes on what a program changed, and leaves out what is there only because the engine mounted something. Directories on
/// the way to such a place wait until it is known whether anything else is in them.
final class ChangesSink extends EntrySink implements AutoCloseable {
    private static final long FLAGS = OpenFlag.PATH | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    private final Syscalls kernel;
    private final EntrySink to;
    private final ChangesLayer.Ran ran;
    private final Instant latest;
    private final Set<String> mounted;
    private final Set<String> waysThere = new HashSet<>();
    private final Deque<TarEntry> waiting = new ArrayDeque<>();
    private final List<InRoot> below = new ArrayList<>();

    ChangesSink(Syscalls kernel, EntrySink to, ChangesLayer.Ran ran, Instant latest) {
        this.kernel = kernel;
        this.to = new RootFirst(to, RootEntry.upon(kernel, ran.below(), ran.owners()), latest);
        this.ran = ran;
        this.latest = latest;
        this.mounted = Set.copyOf(ran.mounted());
        for (String path : mounted) {
            waysThere.add(path);
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                waysThere.add(path.substring(0, slash));
            }
        }
    }

    @Override
    public void add(TarEntry entry, InputStream content) throws IOException {
        String path = path(entry);
        if (RootEntry.isOne(entry)) {
            to.add(entry);
            return;
        }
        while (!waiting.isEmpty() && !path.startsWith(waiting.getLast().name())) {
            settle();
        }
        TarEntry changed = entry.withModified(clamped(entry.modified()));
        if (entry.type() == EntryType.DIRECTORY && waysThere.contains(path)) {
            waiting.addLast(changed);
        } else if (entry.type() != EntryType.REGULAR || !mounted.contains(path)) {
            flush();
            to.add(changed, content);
        }
    }

    /// Ends the layer.
    void finish() throws IOException {
        while (!waiting.isEmpty()) {
            settle();
        }
    }

    private static String path(TarEntry entry) {
        String name = entry.name();
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }

    private Instant clamped(Instant time) {
        return Instant.ofEpochSecond((time.isAfter(latest) ? latest : time).getEpochSecond());
    }

    /// Decides on the innermost directory that waits: nothing is in it.
    private void settle() throws IOException {
        TarEntry last = waiting.removeLast();
        if (isChanged(last)) {
            flush();
            to.add(last);
        }
    }

    private void flush() throws IOException {
        while (!waiting.isEmpty()) {
            to.add(waiting.removeFirst());
        }
    }

    /// Whether a directory looks other than it did before. One that was not there was made for the mount.
    private boolean isChanged(TarEntry directory) {
        FileStatus status = new FileStatus();
        String path = path(directory);
        for (InRoot layer : below()) {
            int number = kernel.openat2(layer.number(), path, FLAGS, 0, Syscalls.RESOLVE_INSIDE);
            if (number < 0) {
                continue;
            }
            try (Descriptor file = new Descriptor(kernel, number)) {
                int failed = kernel.statx(file.number(), "", Syscalls.AT_EMPTY_PATH, status);
                return failed < 0
                        || status.type() != FileStatus.DIRECTORY
                        || status.permissions() != directory.mode()
                        || id(ran.owners().uid(status.uid())) != directory.uid()
                        || id(ran.owners().gid(status.gid())) != directory.gid();
            }
        }
        return false;
    }

    private static long id(int number) {
        return Integer.toUnsignedLong(number);
    }

    private List<InRoot> below() {
        if (below.isEmpty()) {
            for (Path layer : ran.below()) {
                below.add(InRoot.open(kernel, layer));
            }
        }
        return below;
    }

    @Override
    public void close() {
        below.forEach(InRoot::close);
    }
}
