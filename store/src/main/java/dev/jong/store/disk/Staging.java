package dev.jong.store.disk;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;

/// Names for files that are not finished yet. Each engine has a directory of its own, `PID-STARTTIME`; the
/// first use in an engine removes the directories of engines that are gone. Safe for any number of threads
/// and engines. Files that others put beside them are left alone.
public final class Staging implements AutoCloseable {
    private final Path parent;
    private final AtomicLong sequence = new AtomicLong();
    private final Object ownLock = new Object();
    private boolean ready;

    /// @param parent the store's `tmp` directory
    public Staging(Path parent) {
        this.parent = parent;
    }

    /// A path at which nothing exists yet, on the file system of the store.
    ///
    /// @throws dev.jong.base.JongException what the disk said
    public Path file() {
        synchronized (ownLock) {
            if (!ready) {
                prepare();
                ready = true;
            }
        }
        return own().resolve(Long.toString(sequence.incrementAndGet()));
    }

    /// Removes the directories of engines that are gone.
    public void sweepGone() {
        try {
            sweep();
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove unfinished files", parent);
        }
    }

    /// Removes this engine's directory, if nothing is in it. What can't be removed, the next engine sweeps.
    @Override
    public void close() {
        synchronized (ownLock) {
            if (ready) {
                ready = false;
                remove(own());
            }
        }
    }

    private static void remove(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException leftForTheNextEngine) {
            return;
        }
    }

    private Path own() {
        return parent.resolve(name(ProcessHandle.current().pid()));
    }

    private void prepare() {
        sequence.set(System.nanoTime() & Long.MAX_VALUE);
        try {
            sweep();
            Files.createDirectory(
                    own(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            return; // Another Staging of this process made it.
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a staging directory", parent);
        }
    }

    private void sweep() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent)) {
            for (Path entry : all) {
                String name = entry.getFileName().toString();
                int dash = name.indexOf('-');
                if (dash > 0
                        && isNumber(name.substring(0, dash))
                        && isNumber(name.substring(dash + 1))) {
                    sweep(entry, name, name.substring(0, dash));
                }
            }
        }
    }

    private static void sweep(Path directory, String name, String pid) throws IOException {
        if (pid.length() < 10 && name.equals(name(Long.parseLong(pid)))) {
            return;
        }
        boolean foreign = false;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                // Others may be at the same, and faster.
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(file);
                } else {
                    foreign |= Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (NoSuchFileException swept) {
            return;
        }
        if (!foreign) {
            Files.deleteIfExists(directory);
        }
    }

    /// The directory name of a living process; a pid that was given to another process since has another start time.
    private static String name(long pid) {
        byte[] stat = SmallFile.read(Path.of("/proc/" + pid + "/stat"), 4096).orElse(new byte[0]);
        String text = Text.of(stat);
        int at = text.lastIndexOf(')') + 1;
        if (text.startsWith(" Z", at)) {
            return pid + "-gone"; // Ended; only nobody has waited for it yet.
        }
        for (int field = 2; field < 22 && at > 0; field++) {
            at = text.indexOf(' ', at) + 1;
        }
        int end = text.indexOf(' ', at);
        return pid + "-" + (at > 0 && end > at ? text.substring(at, end) : "gone");
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
