package dev.jong.service.log;

import java.io.IOException;
import java.util.List;

/// Finds where the last lines of a log begin, from its end backwards: what is before them is never read.
final class LogTail {
    private static final int WINDOW = 64 << 10;

    private final List<LogFile> files;
    private final long wanted;
    private final byte[] buffer = new byte[WINDOW + LogHeader.LENGTH];

    /// Whether the later part of the line that a stream is in has been counted.
    private final boolean[] counted = new boolean[2];

    private long lines;
    private Place place = new Place(0, 0);

    private LogTail(List<LogFile> files, long wanted) {
        this.files = files;
        this.wanted = wanted;
    }

    /// A position in one of the files.
    record Place(int file, long offset) {}

    /// Where the last lines begin. Parts of a line count as one with its end.
    ///
    /// @param files oldest first, at least one
    /// @param lines how many are wanted
    static Place find(List<LogFile> files, long lines) throws IOException {
        return new LogTail(files, lines).find();
    }

    private Place find() throws IOException {
        for (int i = files.size() - 1; i >= 0; i--) {
            if (searched(i)) {
                return place;
            }
        }
        return new Place(0, 0);
    }

    /// Goes through one file; true when the place is found in it. A record that is being written has no newline yet.
    private boolean searched(int index) throws IOException {
        LogFile file = files.get(index);
        boolean complete = false;
        for (long to = file.size(); to > 0; to = Math.max(0, to - WINDOW)) {
            long from = Math.max(0, to - WINDOW);
            int length = (int) (to - from);
            int got = read(file, from, length + LogHeader.LENGTH);
            for (int i = Math.min(length, got) - 1; i >= 0; i--) {
                if (buffer[i] != '\n') {
                    continue;
                }
                long start = from + i + 1;
                if (!complete) {
                    complete = true;
                    place = new Place(index, start);
                } else if (isOneTooMany(i + 1, got, index, start)) {
                    return true;
                }
            }
        }
        return complete && isOneTooMany(0, read(file, 0, LogHeader.LENGTH), index, 0);
    }

    private int read(LogFile file, long from, int length) throws IOException {
        int got = 0;
        int more = 1;
        while (got < length && more > 0) {
            more = file.read(from + got, buffer, got, length - got);
            got += more;
        }
        return got;
    }

    /// Counts the record at a place of the buffer; when it is not wanted any more the place stays behind it.
    private boolean isOneTooMany(int at, int end, int index, long start) {
        boolean known = LogHeader.isRecord(buffer, at, end);
        int stream = known && LogHeader.isError(buffer, at) ? 1 : 0;
        if (known && LogHeader.isGap(buffer, at)) {
            counted[stream] = false; // Parts before it are of a line that ends there.
        } else if (known) {
            boolean another = LogHeader.isWhole(buffer, at) || !counted[stream];
            if (another && lines == wanted) {
                return true;
            }
            lines += another ? 1 : 0;
            counted[stream] = true;
        }
        place = new Place(index, start);
        return false;
    }
}
