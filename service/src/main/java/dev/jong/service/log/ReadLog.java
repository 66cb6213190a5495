package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.Front;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Shows one log. A monitor may write and rotate it meanwhile; no lock is taken, so a reader that is slow or dead
/// keeps no container.
final class ReadLog {
    private final Path log;
    private final LogQuery query;
    private final InstantSource clock;

    /// @param log the file that is written; the older ones lie beside it
    ReadLog(Path log, LogQuery query, InstantSource clock) {
        this.log = log;
        this.query = query;
        this.clock = clock;
    }

    /// Prints what is wanted.
    ///
    /// @param ended whether nothing more will be written
    /// @param waiting for more
    void run(Front front, BooleanSupplier ended, LogWait waiting) {
        LogOutput output = new LogOutput(front);
        try (LogFiles files = new LogFiles(log)) {
            boolean last = !query.follow() || ended.getAsBoolean();
            files.openAll();
            while (files.all().isEmpty() && !last) {
                waiting.await(false);
                output.probe();
                last = ended.getAsBoolean();
                files.openAll();
            }
            if (!files.all().isEmpty()) {
                follow(files, output, ended, waiting);
            }
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot read the log " + log + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    private void follow(LogFiles files, LogOutput output, BooleanSupplier ended, LogWait waiting)
            throws IOException {
        LogPrinter printer = new LogPrinter(output, query);
        if (!query.follow()) {
            // Whoever writes faster than this is read must not make it endless, nor the last lines
            // more than asked for.
            files.all().getLast().end();
        }
        LogFeed feed = new LogFeed(files, begin(files), query.follow(), printer);
        boolean last;
        do {
            // Looked at before reading: what was written until then is read below.
            last = !query.follow() || ended.getAsBoolean() || isOver();
            boolean found = feed.read();
            output.flush();
            if (!last && !printer.isPast()) {
                waiting.await(found);
                output.probe();
            }
        } while (!last && !printer.isPast());
    }

    /// Whether everything that will be said is too young.
    private boolean isOver() {
        return query.until().isPresent() && clock.instant().isAfter(query.until().get());
    }

    private LogScanner begin(LogFiles files) throws IOException {
        List<LogFile> all = files.all();
        if (query.tail() < 0) {
            return new LogScanner(all.getFirst(), 0);
        }
        LogTail.Place place = LogTail.find(all, query.tail());
        LogFile file = all.get(place.file());
        for (int i = 0; i < place.file(); i++) {
            files.advance();
        }
        return new LogScanner(file, place.offset());
    }
}
