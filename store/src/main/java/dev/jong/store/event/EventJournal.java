package dev.jong.store.event;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The events of one store: `events/log`, and `log.1` and `log.2`, which were before. One line for each, in the form of
/// containers' logs, so that the same code reads both. Any engine appends, under the lock and with one write; a reader
/// takes no lock and may be as slow as it likes.
///
/// What can't be written is missing: no command fails for the sake of its event. Nothing waits for the disk.
public final class EventJournal {
    /// Bytes of one file, and how many there are: some 40,000 events.
    private static final long LIMIT = 4 << 20;

    private static final int FILES = 3;

    private final Path folder;
    private final long limit;
    private final WriterLock lock;

    /// The id of the thread that has the lock, for calls within calls; 0 when none has.
    private volatile long holder;

    /// One for each store and process, as the lock belongs to the process.
    ///
    /// @param store the store's directory
    public EventJournal(Path store) {
        this(store, LIMIT);
    }

    EventJournal(Path store, long limit) {
        this.folder = store.resolve("events");
        this.limit = limit;
        this.lock = new WriterLock(folder.resolve("lock"));
    }

    /// The directory that changes when something happens.
    public Path folder() {
        return folder;
    }

    /// The file that is written.
    public Path file() {
        return folder.resolve("log");
    }

    /// Appends one after the other; nobody else's come between.
    public void append(List<Event> events) {
        locked(() -> write(events));
    }

    /// Appends one.
    public void append(Event event) {
        append(List.of(event));
    }

    /// Does something while nobody else writes: looks what is not told yet, and tells it. May be nested.
    public void locked(Runnable work) {
        if (holder == Thread.currentThread().threadId()) {
            work.run();
            return;
        }
        try {
            PrivateDirectory.make(folder);
        } catch (IOException noStore) {
            return;
        }
        try (Hold _ = lock.acquire()) {
            holder = Thread.currentThread().threadId();
            try {
                work.run();
            } finally {
                holder = 0;
            }
        } catch (JongException unwritable) {
            // The disk is full, or the store can only be read.
            return;
        }
    }

    private void write(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append(Stamp.of(event.time()))
                    .append(" stdout F ")
                    .append(event.text())
                    .append('\n');
        }
        byte[] bytes = Text.bytes(text.toString());
        if (bytes.length == 0) {
            return;
        }
        try (FileChannel file = open()) {
            long before = file.size();
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            file.write(buffer);
            if (buffer.hasRemaining()) {
                // Half a record would take the next one with it.
                file.truncate(before);
            } else if (before + bytes.length > limit) {
                rotate();
            }
        } catch (IOException unwritable) {
            return;
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// Behind the write that fills a file, so that a file that was renamed is never written again.
    private void rotate() throws IOException {
        for (int number = FILES - 1; number > 0; number--) {
            Path from = number == 1 ? file() : folder.resolve("log." + (number - 1));
            try {
                Files.move(
                        from,
                        folder.resolve("log." + number),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException notYet) {
                continue;
            }
        }
    }
}
