package dev.jong.service.log;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The last lines of a log, to be looked at.
public final class LogEnd {
    private static final int LONGEST = 500;

    private LogEnd() {}

    /// At most so many lines, oldest first; none where nothing can be read. What is longer than some lines of a terminal
    /// is cut. Byte strings, as they were said.
    ///
    /// @param log the file that is written
    public static List<String> of(Path log, int lines) {
        try (LogFiles files = new LogFiles(log)) {
            files.openAll();
            return files.all().isEmpty() ? List.of() : read(files, lines);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<String> read(LogFiles files, int lines) throws IOException {
        List<LogFile> all = files.all();
        LogTail.Place place = LogTail.find(all, lines);
        LogScanner scanner = new LogScanner(all.get(place.file()), place.offset());
        StringBuilder[] parts = {new StringBuilder(), new StringBuilder()};
        List<String> found = new ArrayList<>();
        for (int i = place.file(); i < all.size(); i++) {
            if (i > place.file()) {
                scanner.enter(all.get(i));
            }
            // A container that says more all the time would keep us here.
            while (found.size() < lines && scanner.next()) {
                add(scanner, parts, found);
            }
        }
        return found;
    }

    private static void add(LogScanner record, StringBuilder[] parts, List<String> found) {
        byte[] bytes = record.buffer();
        StringBuilder part = parts[LogHeader.isError(bytes, record.recordStart()) ? 1 : 0];
        int room = LONGEST - part.length();
        int end = Math.min(record.textEnd(), record.textStart() + Math.max(0, room));
        part.append(Text.of(Arrays.copyOfRange(bytes, record.textStart(), end)));
        if (LogHeader.isWhole(bytes, record.recordStart())) {
            found.add(part.toString());
            part.setLength(0);
        }
    }
}
