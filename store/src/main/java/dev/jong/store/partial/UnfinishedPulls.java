package dev.jong.store.partial;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Notes of pulls that are going on, or were killed or failed: one file `pull-HEX` for each manifest or index, with the
/// digests of blobs and unpacked layers that it needs, one a line. No sweep removes these for as long as the note
/// counts, so that the next attempt finds what the last one finished.
public final class UnfinishedPulls {
    private static final String PREFIX = "pull-";
    private static final int LIMIT = 1 << 20;

    private final Path directory;
    private final InstantSource clock;

    /// @param directory the store's `partial`
    public UnfinishedPulls(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /// Notes what a pull is going to bring. Not durable: losing it costs a download.
    public void begin(Digest target, Collection<Digest> needed) {
        StringBuilder text = new StringBuilder();
        for (Digest digest : needed) {
            text.append(digest).append('\n');
        }
        try {
            PrivateDirectory.make(directory);
            AtomicFile.writeVolatile(file(target), Text.bytes(text.toString()));
        } catch (IOException e) {
            throw DiskFailure.of(e, "note what a pull brings", directory);
        }
    }

    /// The pull is over, or given up for good.
    public void end(Digest target) {
        try {
            Files.deleteIfExists(file(target));
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the note of a pull", directory);
        }
    }

    /// Digests of all blobs and layers that unfinished pulls want to find again.
    public Set<Digest> needed() {
        Set<Digest> out = new HashSet<>();
        long limit = clock.millis() - PartialBlobs.KEPT.toMillis();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                if (isOlder(file, limit)) {
                    Files.deleteIfExists(file);
                } else {
                    read(file, out);
                }
            }
            return out;
        } catch (NoSuchFileException e) {
            return out;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list unfinished pulls", directory);
        }
    }

    /// One that has ended meanwhile takes no other along.
    private static boolean isOlder(Path file, long limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toMillis() < limit;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    /// Forgets all of them: the next sweep removes what they kept.
    public void clear() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw DiskFailure.of(e, "forget unfinished pulls", directory);
        }
    }

    private Path file(Digest target) {
        return directory.resolve(PREFIX + target.hex());
    }

    /// A damaged note keeps nothing: it only saves work.
    private static void read(Path file, Set<Digest> out) {
        try {
            Optional<byte[]> bytes = SmallFile.read(file, LIMIT);
            for (String line : bytes.map(Text::of).orElse("").split("\n", -1)) {
                if (!line.isEmpty()) {
                    out.add(Digest.parse(line));
                }
            }
        } catch (JongException damaged) {
            return;
        }
    }
}
