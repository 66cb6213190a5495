package dev.jong.build.layer;

import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.TarEntry;
import dev.jong.store.layer.TarEntry.EntryType;
import dev.jong.store.snapshot.LayerChanges;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.PackTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The layers of `RUN` where nothing can be mounted: what a program changed in a copy of the layers that it stood upon,
/// found by comparing. A file counts as changed when its size, owner, mode or time is another.
public final class CopyChangesLayer {
    /// What an overlay has mounted there: never in a layer.
    private static final List<String> KERNEL = List.of("dev", "proc", "sys");

    private final StoreLayer store;
    private final Syscalls kernel;

    public CopyChangesLayer(StoreLayer store, Syscalls kernel) {
        this.store = store;
        this.kernel = kernel;
    }

    /// Stores the changes. The caller holds a lease; nothing writes to the files any more.
    ///
    /// @param copy of all of `below`, and what a program made of it
    /// @param below directories of layers, the uppermost first
    /// @param supplied paths of files that the engine has written there
    /// @param latest times after this become this
    /// @return empty when there are no changes
    /// @throws dev.jong.base.JongException what the disk said
    public Optional<TreeLayer> store(
            Path copy, List<Path> below, Set<String> supplied, Instant latest) {
        Sorted changes = new Sorted();
        for (LayerChanges.Change change :
                LayerChanges.of(kernel, copy, below, true, path -> isOurs(path, supplied))) {
            changes.add(change);
        }
        RootEntry root = RootEntry.upon(kernel, below, OwnerMap.SAME);
        TarEntry now = RootEntry.of(kernel, copy, OwnerMap.SAME).entry(latest);
        if (changes.isEmpty() && !root.isChanged(now)) {
            return Optional.empty();
        }
        return store.store(sink -> {
            pack(copy, new LinkedFiles(changes));
            RootFirst rooted = new RootFirst(sink, root, latest);
            rooted.add(now);
            Changed changed = new Changed(changes, rooted, latest);
            pack(copy, changed);
            changed.begin();
        });
    }

    private static boolean isOurs(String path, Set<String> supplied) {
        return supplied.contains(path) || KERNEL.contains(path);
    }

    private void pack(Path copy, EntrySink sink) throws IOException {
        PackTree.pack(kernel, List.of(copy), PackTree.Scope.WHOLE, sink);
    }

    private static String path(String member) {
        return member.endsWith("/") ? member.substring(0, member.length() - 1) : member;
    }

    /// What is to be packed, and what is gone, by the directory it was in; empty for the root.
    private static final class Sorted {
        private final Set<String> packed = new HashSet<>();
        private final Map<String, List<String>> gone = new HashMap<>();

        void add(LayerChanges.Change change) {
            if (change.kind() != LayerChanges.Kind.DELETED) {
                packed.add(change.path());
                return;
            }
            int slash = change.path().lastIndexOf('/');
            gone.computeIfAbsent(
                            slash < 0 ? "" : change.path().substring(0, slash),
                            _ -> new ArrayList<>())
                    .add(change.path().substring(slash + 1));
        }

        boolean isEmpty() {
            return packed.isEmpty() && gone.isEmpty();
        }
    }

    /// Adds files that others to be packed are links to, with the way there.
    private static final class LinkedFiles extends EntrySink {
        private final Sorted changes;

        LinkedFiles(Sorted changes) {
            this.changes = changes;
        }

        @Override
        public void add(TarEntry entry, InputStream content) {
            if (entry.type() == EntryType.HARD_LINK && changes.packed.contains(entry.name())) {
                String first = entry.linkTarget();
                changes.packed.add(first);
                for (int at = first.indexOf('/'); at >= 0; at = first.indexOf('/', at + 1)) {
                    changes.packed.add(first.substring(0, at));
                }
            }
        }
    }

    /// Passes on what has changed, and behind each directory what is gone from it.
    private static final class Changed extends EntrySink {
        private final Sorted changes;
        private final EntrySink to;
        private final Instant latest;
        private boolean begun;

        Changed(Sorted changes, EntrySink to, Instant latest) {
            this.changes = changes;
            this.to = to;
            this.latest = latest;
        }

        @Override
        public void add(TarEntry entry, InputStream content) throws IOException {
            begin();
            String path = path(entry.name());
            if (changes.packed.contains(path)) {
                Instant time = entry.modified().isAfter(latest) ? latest : entry.modified();
                Instant seconds = Instant.ofEpochSecond(time.getEpochSecond());
                to.add(entry.withModified(seconds), content);
                if (entry.type() == EntryType.DIRECTORY) {
                    gone(path);
                }
            }
        }

        /// What is gone from the root.
        void begin() throws IOException {
            if (!begun) {
                begun = true;
                gone("");
            }
        }

        private void gone(String directory) throws IOException {
            for (String name : changes.gone.getOrDefault(directory, List.of())) {
                String place = directory.isEmpty() ? ".wh." + name : directory + "/.wh." + name;
                to.add(TarEntry.of(place, EntryType.REGULAR));
            }
        }
    }
}
