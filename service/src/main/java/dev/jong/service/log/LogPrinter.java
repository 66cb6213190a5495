package dev.jong.service.log;

import dev.jong.base.Text;
import java.util.Arrays;
import java.util.Optional;

/// Prints those records that are wanted: parts of a line joined, each line on the stream that it was written to.
final class LogPrinter implements LogFeed.Sink {
    private static final String GAP =
            "lines are missing here: the log was rotated faster than it was read";

    private final LogOutput output;
    private final LogQuery query;
    private final Optional<byte[]> since;
    private final Optional<byte[]> until;

    /// Whether a stream is in the middle of a line.
    private final boolean[] within = new boolean[2];

    private boolean past;

    LogPrinter(LogOutput output, LogQuery query) {
        this.output = output;
        this.query = query;
        this.since = query.since().map(LogStamp::of);
        this.until = query.until().map(LogStamp::of);
    }

    /// Prints a record, unless it is too old or too young.
    @Override
    public void take(LogScanner record) {
        take(record.buffer(), record.recordStart(), record.textEnd());
    }

    /// The same for a record in memory, with a newline at `end`.
    void take(byte[] bytes, int start, int end) {
        if (since.isPresent() && LogHeader.compareTime(bytes, start, since.get()) < 0) {
            return;
        }
        if (until.isPresent() && LogHeader.compareTime(bytes, start, until.get()) > 0) {
            past = true;
            return;
        }
        boolean error = LogHeader.isError(bytes, start);
        int stream = error ? 1 : 0;
        int text = start + LogHeader.LENGTH;
        if (LogHeader.isGap(bytes, start)) {
            tellGap(error, Text.of(Arrays.copyOfRange(bytes, text, end)));
            return;
        }
        if (!within[stream]) {
            begin(error, bytes, start);
        }
        int length = end - text;
        boolean whole = LogHeader.isWhole(bytes, start);
        if (whole) {
            // The newline behind the record is the line's own.
            length++;
        }
        output.append(error, bytes, text, length);
        within[stream] = !whole;
    }

    /// What was written of a line whose end is missing ends here.
    private void tellGap(boolean error, String said) {
        int stream = error ? 1 : 0;
        if (within[stream]) {
            output.append(error, "\n");
            within[stream] = false;
        }
        output.tell(Text.printable(said));
    }

    private void begin(boolean error, byte[] bytes, int start) {
        if (query.timestamps()) {
            output.append(error, bytes, start, LogHeader.TIME + 1);
        }
        if (!query.prefix().isEmpty()) {
            output.append(error, query.prefix());
        }
    }

    @Override
    public void gap() {
        output.tell(GAP);
    }

    /// Whether what comes is too young to be wanted.
    @Override
    public boolean isPast() {
        return past;
    }
}
