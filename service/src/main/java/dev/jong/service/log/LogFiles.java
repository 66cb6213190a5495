package dev.jong.service.log;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// The files of one log: `log`, which is written, and `log.1` and on, which were before, the highest number the oldest.
/// A monitor renames them while they are read. So all that there are are opened early and told apart by what they are,
/// not by their names.
final class LogFiles implements AutoCloseable {
    private static final int TRIES = 100;
    private static final int DIGITS = 6;

    private final Path log;

    /// Open and not yet left behind, oldest first.
    private final Deque<LogFile> open = new ArrayDeque<>();

    /// @param log the file that is written
    LogFiles(Path log) {
        this.log = log;
    }

    /// Opens all that there are now.
    void openAll() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            List<Path> names = names();
            for (Path name : names) {
                LogFile.open(name).ifPresent(this::add);
            }
            if (isAsNamed(names)) {
                return;
            }
            close();
        }
        throw new IOException("the log is rotated faster than it can be opened");
    }

    private void add(LogFile file) {
        open.addLast(file);
    }

    /// Whether the names stand for the open files: no rotation came between.
    private boolean isAsNamed(List<Path> names) throws IOException {
        if (names.size() != open.size() || !names.equals(names())) {
            return false;
        }
        int at = 0;
        for (LogFile file : open) {
            if (!LogFile.keyOf(names.get(at++)).equals(Optional.of(file.key()))) {
                return false;
            }
        }
        return true;
    }

    /// The open files, oldest first.
    List<LogFile> all() {
        return List.copyOf(open);
    }

    /// What became of the newest open file.
    enum Change {
        /// It is still the newest.
        NONE,
        /// Newer ones were opened.
        NEWER,
        /// Newer ones were opened; others may have come and gone before that.
        GAP
    }

    /// Opens what is newer than the newest open file.
    Change openNewer() throws IOException {
        LogFile newest = open.peekLast();
        if (newest != null && LogFile.keyOf(log).equals(Optional.of(newest.key()))) {
            return Change.NONE;
        }
        LogFiles now = new LogFiles(log);
        now.openAll();
        boolean known = newest == null;
        boolean added = false;
        List<LogFile> newer = new ArrayList<>();
        for (LogFile file : now.open) {
            if (newest != null && file.isOf(newest)) {
                known = true;
                newer.forEach(LogFiles::closeQuietly);
                newer.clear();
                closeQuietly(file);
            } else {
                newer.add(file);
            }
        }
        for (LogFile file : newer) {
            open.addLast(file);
            added = true;
        }
        return !added ? Change.NONE : known ? Change.NEWER : Change.GAP;
    }

    /// Leaves the oldest open file behind, unless it is the only one.
    ///
    /// @return the next one; empty when there is none
    Optional<LogFile> advance() throws IOException {
        if (open.size() < 2) {
            return Optional.empty();
        }
        open.removeFirst().close();
        return Optional.of(open.getFirst());
    }

    /// The names that there are, oldest first.
    private List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        String own = Text.of(log.getFileName());
        try (DirectoryStream<Path> all = Files.newDirectoryStream(log.getParent())) {
            for (Path name : all) {
                if (number(own, Text.of(name.getFileName())) >= 0) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        names.sort(
                Comparator.comparingInt((Path name) -> number(own, Text.of(name.getFileName())))
                        .reversed());
        return names;
    }

    /// 0 for the log itself, 1 and on for older ones, -1 for any other file.
    private static int number(String own, String name) {
        if (name.equals(own)) {
            return 0;
        }
        if (!name.startsWith(own + ".") || name.length() > own.length() + 1 + DIGITS) {
            return -1;
        }
        try {
            return Integer.parseInt(name, own.length() + 1, name.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void closeQuietly(LogFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // Only read from: nothing is lost.
            return;
        }
    }

    @Override
    public void close() {
        open.forEach(LogFiles::closeQuietly);
        open.clear();
    }
}
