package dev.jong.service.log;

import java.io.IOException;

/// Hands on what files of records hold, from the oldest to the newest, and what is written to them meanwhile.
final class LogFeed {
    private final LogFiles files;
    private final LogScanner scanner;
    private final boolean follow;
    private final Sink sink;

    /// @param files open
    /// @param scanner in the oldest of them
    /// @param follow look for newer files
    LogFeed(LogFiles files, LogScanner scanner, boolean follow, Sink sink) {
        this.files = files;
        this.scanner = scanner;
        this.follow = follow;
        this.sink = sink;
    }

    /// Who is told.
    interface Sink {
        /// The record that the scanner is at.
        void take(LogScanner record);

        /// Records are missing here.
        void gap();

        /// Whether what comes is not wanted any more.
        boolean isPast();
    }

    /// Reads all that is there, from file to file.
    ///
    /// @return whether there was anything
    boolean read() throws IOException {
        boolean found = false;
        boolean more = true;
        while (more && !sink.isPast()) {
            found |= drain();
            LogFiles.Change change = follow ? files.openNewer() : LogFiles.Change.NONE;
            if (change != LogFiles.Change.NONE) {
                // The last records may have come between the last look at the file and its new
                // name.
                found |= drain();
            }
            if (change == LogFiles.Change.GAP) {
                sink.gap();
            }
            var next = files.advance();
            next.ifPresent(scanner::enter);
            more = next.isPresent();
            found |= more;
        }
        return found;
    }

    private boolean drain() throws IOException {
        boolean found = false;
        while (!sink.isPast() && scanner.next()) {
            sink.take(scanner);
            found = true;
        }
        if (scanner.wasTruncated()) {
            sink.gap();
            return drain() || found;
        }
        return found;
    }
}
