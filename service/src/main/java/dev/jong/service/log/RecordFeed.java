package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads records of another kind that are kept in the form of logs, and goes on with what comes. It reads at its own
/// speed: nobody waits for it, and nothing piles up but in the files.
public final class RecordFeed implements AutoCloseable {
    private final Path file;
    private final LogFiles files;
    private final Sink sink;
    private @Nullable LogFeed feed;

    /// @param file the one that is written; the older ones lie beside it
    public RecordFeed(Path file, Sink sink) {
        this.file = file;
        this.files = new LogFiles(file);
        this.sink = sink;
    }

    /// Who is told.
    public interface Sink {
        /// A record.
        ///
        /// @param stamp its time, `2026-01-31T10:20:30.123456789Z`
        /// @param text in the order of the file
        void take(String stamp, byte[] text);

        /// Records are missing here: they were removed faster than they were read.
        void gap();
    }

    /// Hands on all that is there now and was not before.
    ///
    /// @return whether there was anything
    /// @throws JongException UNAVAILABLE when a file can't be read
    public boolean read() {
        try {
            LogFeed known = feed;
            if (known == null) {
                files.openAll();
                if (files.all().isEmpty()) {
                    return false;
                }
                LogScanner scanner = new LogScanner(files.all().getFirst(), 0);
                known = new LogFeed(files, scanner, true, new Records(sink));
                feed = known;
            }
            return known.read();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    private record Records(Sink sink) implements LogFeed.Sink {
        @Override
        public void take(LogScanner record) {
            byte[] bytes = record.buffer();
            int start = record.recordStart();
            sink.take(
                    Text.of(Arrays.copyOfRange(bytes, start, start + LogHeader.TIME)),
                    Arrays.copyOfRange(bytes, record.textStart(), record.textEnd()));
        }

        @Override
        public void gap() {
            sink.gap();
        }

        @Override
        public boolean isPast() {
            return false;
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
