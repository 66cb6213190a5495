package dev.jong.build.files;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Digests of files by what tells that they have not changed, kept in one file for each context: a build does not read
/// again what no build needs to. What is damaged counts as empty, what cannot be written is left. For any number of
/// threads; of several builds at once the last one is remembered.
public final class StatCache {
    /// A change within this many seconds before a file is hashed may be followed by another one that looks the same.
    private static final long RACY = 2;

    /// So many files that are not known are read wherever this is asked.
    private static final int FEW = 256;

    private static final int FILES = 64;
    private static final int LARGEST = 64 << 20;

    private final Optional<Path> file;
    private final InstantSource clock;
    private final Map<Stamp, Digest> fresh = new ConcurrentHashMap<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private Runnable beforeMany = () -> {};
    private StatRecords known;

    private StatCache(Optional<Path> file, InstantSource clock, StatRecords known) {
        this.file = file;
        this.clock = clock;
        this.known = known;
    }

    /// Has this asked, before any file is read, once there are more than 256 that are not known.
    ///
    /// @param action may throw, when reading many is for somebody else to do
    /// @return this
    public StatCache beforeMany(Runnable action) {
        beforeMany = action;
        return this;
    }

    /// Remembers for one build only.
    public static StatCache none(InstantSource clock) {
        return new StatCache(Optional.empty(), clock, StatRecords.EMPTY);
    }

    /// What is remembered of a context.
    ///
    /// @param directory where the store keeps such files: `cache/contexts`; made when it is missing
    /// @param context what tells the context from others, such as its absolute path
    public static StatCache open(Path directory, String context, InstantSource clock) {
        Path file = directory.resolve(Digest.of(Text.bytes(context)).hex());
        byte[] bytes = new byte[0];
        try {
            bytes = SmallFile.read(file, LARGEST).orElse(bytes);
        } catch (RuntimeException unreadable) {
            bytes = new byte[0];
        }
        return new StatCache(Optional.of(file), clock, StatRecords.parse(bytes));
    }

    /// The digest of a file that has not changed; empty, and the file is read now, when it is not known.
    Optional<Digest> find(Stamp stamp) {
        Digest digest = fresh.get(stamp);
        Optional<Digest> found = digest == null ? known.find(stamp) : Optional.of(digest);
        if (found.isEmpty() && unknown.incrementAndGet() > FEW) {
            beforeMany.run();
        }
        return found;
    }

    /// Remembers a digest that has just been computed; for this build only when the file has changed only now.
    void add(Stamp stamp, Digest digest) {
        fresh.put(stamp, digest);
    }

    /// Writes down what is new. What was not asked for in this build is kept while there is room.
    synchronized void save() {
        if (file.isEmpty() || fresh.isEmpty()) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        fresh.keySet()
                .removeIf(stamp -> {
                    long last = Math.max(stamp.seconds(), stamp.changedSeconds());
                    return last > now - RACY;
                });
        if (fresh.isEmpty()) {
            return;
        }
        known = known.with(fresh);
        fresh.clear();
        try {
            Path directory = file.get().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            AtomicFile.writeVolatile(file.get(), known.bytes());
            if (directory != null) {
                bound(directory);
            }
        } catch (IOException e) {
            return; // The next build reads more than it would have to.
        }
    }

    /// Removes the contexts that were not built for longest.
    private static void bound(Path directory) throws IOException {
        record Aged(Path file, long modified) {}
        List<Aged> all = new ArrayList<>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (Path each : files) {
                all.add(new Aged(each, Files.getLastModifiedTime(each).toMillis()));
            }
        }
        all.sort((a, b) -> Long.compare(b.modified, a.modified));
        for (Aged old : all.subList(Math.min(FILES, all.size()), all.size())) {
            Files.deleteIfExists(old.file);
        }
    }
}
