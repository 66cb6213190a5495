package dev.jong.service.log;

import java.io.IOException;

/// Reads the records of one file after the other. What is no record is left out. Nothing of a file is kept but one
/// buffer, however long its lines are.
final class LogScanner {
    private static final int BUFFER = 256 << 10;

    private final byte[] buffer = new byte[BUFFER];
    private LogFile file;

    /// Where in the file the buffer's unread part ends.
    private long position;

    private int start;
    private int searched;
    private int end;

    /// The rest of a line that is too long to be a record is skipped.
    private boolean skipping;

    private boolean truncated;

    /// The record: where it begins and ends in the buffer, without the newline.
    private int recordStart;

    private int recordEnd;

    /// @param position of a record's beginning
    LogScanner(LogFile file, long position) {
        this.file = file;
        this.position = position;
    }

    /// Goes on with another file.
    void enter(LogFile next) {
        file = next;
        position = 0;
        forget();
    }

    private void forget() {
        start = 0;
        searched = 0;
        end = 0;
        skipping = false;
    }

    /// Finds the next record.
    ///
    /// @return false at the end of what is there so far
    boolean next() throws IOException {
        while (true) {
            int newline = newline();
            if (newline < 0) {
                if (!fill()) {
                    return false;
                }
                continue;
            }
            recordStart = start;
            recordEnd = newline;
            start = newline + 1;
            searched = start;
            boolean rest = skipping;
            skipping = false;
            if (!rest && LogHeader.isRecord(buffer, recordStart, recordEnd)) {
                return true;
            }
        }
    }

    private int newline() {
        for (int i = searched; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        searched = end;
        return -1;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
            searched = end;
        } else if (end == BUFFER) {
            skipping = true;
            end = 0;
            searched = 0;
        }
        int got = file.read(position, buffer, end, BUFFER - end);
        if (got <= 0) {
            if (file.size() < position) {
                wasCut();
            }
            return false;
        }
        position += got;
        end += got;
        return true;
    }

    /// On a full disk the monitor takes half a record back. A log of a single file begins anew.
    private void wasCut() throws IOException {
        long complete = position - (end - start);
        if (file.size() >= complete) {
            position = complete;
        } else {
            position = 0;
            truncated = true;
        }
        forget();
    }

    /// Whether a file began anew since this was last asked.
    boolean wasTruncated() {
        boolean was = truncated;
        truncated = false;
        return was;
    }

    /// The buffer that the record is in.
    byte[] buffer() {
        return buffer;
    }

    /// Where the record begins.
    int recordStart() {
        return recordStart;
    }

    /// Where its text begins.
    int textStart() {
        return recordStart + LogHeader.LENGTH;
    }

    /// Where its text ends.
    int textEnd() {
        return recordEnd;
    }
}
