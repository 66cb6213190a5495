package dev.jong.service.user;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.IdMap;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gives out ranges of ids, none of them twice (U01). `STORE/ids/CONTAINER` holds `start count`; who takes one holds the
/// lock of `STORE/ids.lock`. A range is free again when its container is gone, whoever removed it and however.
public final class IdPool {
    /// How long a container may take to come into being after it got its range.
    private static final Duration NEW = Duration.ofMinutes(2);

    private static final int LONGEST = 100;
    private static final Object LOCK = new Object();

    private final Path store;
    private final InstantSource clock;

    /// The ranges of a store.
    public IdPool(Path store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Takes the lowest free range.
    ///
    /// @param container whose it will be; empty for nobody's: it is only looked for
    /// @param pool from where
    /// @param others what is nobody's to give
    /// @throws JongException EXHAUSTED when there is no such range
    public IdMap.Range take(
            String container, long count, List<IdMap.Range> pool, List<IdMap.Range> others) {
        // The lock of a file is the process's: threads need one besides.
        synchronized (LOCK) {
            try (FileChannel file =
                            FileChannel.open(
                                    store.resolve("ids.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock held = file.lock()) {
                List<IdMap.Range> taken = new ArrayList<>(others);
                taken.addAll(given());
                IdMap.Range found = lowest(count, pool, taken);
                if (container.isEmpty()) {
                    return found;
                }
                Path folder = Files.createDirectories(store.resolve("ids"));
                // The container outlives a power cut, so nobody else may get its ids after one.
                AtomicFile.write(
                        folder.resolve(container),
                        Text.bytes(found.outside() + " " + count + "\n"));
                return held.isValid() ? found : lowest(count, List.of(), taken);
            } catch (IOException e) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "cannot take a range of ids in "
                                        + Text.printable(Text.of(store))
                                        + ": "
                                        + e.getMessage())
                        .causedBy(e);
            }
        }
    }

    /// Frees the range of a container that is not made after all.
    ///
    /// @param store its directory
    public static void giveBack(Path store, String container) {
        try {
            Files.deleteIfExists(store.resolve("ids").resolve(container));
        } catch (IOException freeSoonAnyway) {
            return;
        }
    }

    private static IdMap.Range lowest(long count, List<IdMap.Range> pool, List<IdMap.Range> taken) {
        taken.sort(Comparator.comparingLong(IdMap.Range::outside));
        for (IdMap.Range part : pool) {
            long start = part.outside();
            for (IdMap.Range other : taken) {
                if (other.outside() + other.count() > start && other.outside() < start + count) {
                    start = other.outside() + other.count();
                }
            }
            if (start + count <= part.outside() + part.count()) {
                return new IdMap.Range(0, start, count);
            }
        }
        throw JongException.of(
                        ErrorKind.EXHAUSTED,
                        "no range of " + count + " ids is left for --userns auto")
                .hint("ask for fewer with --userns auto:size=N, or remove containers");
    }

    private List<IdMap.Range> given() throws IOException {
        List<IdMap.Range> out = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(store.resolve("ids"))) {
            for (Path file : files) {
                read(file, out);
            }
        } catch (NoSuchFileException none) {
            return out;
        }
        return out;
    }

    private void read(Path file, List<IdMap.Range> out) throws IOException {
        if (isLeft(file)) {
            Files.deleteIfExists(file);
            return;
        }
        try {
            String text = SmallFile.read(file, LONGEST).map(Text::of).orElse("");
            String[] words = text.trim().split(" ");
            out.add(new IdMap.Range(0, Long.parseLong(words[0]), Long.parseLong(words[1])));
        } catch (NumberFormatException | IndexOutOfBoundsException gone) {
            return; // Removed meanwhile, or half written by one who was killed before it used it.
        }
    }

    private boolean isLeft(Path file) throws IOException {
        try {
            Instant old = clock.instant().minus(NEW);
            return !Files.exists(store.resolve("containers").resolve(file.getFileName()))
                    && Files.getLastModifiedTime(file).toInstant().isBefore(old);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }
}
