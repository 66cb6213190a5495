package dev.jong.store.usage;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A small file of lines that engines change in turn. One object for each file and process, as the lock belongs to the
/// process. Readers see the old lines or the new ones.
public final class LineFile {
    private static final int LIMIT = 8 << 20;

    private final Path file;
    private final WriterLock lock;

    /// @param file made when something is written; the lock lies beside it
    public LineFile(Path file) {
        this.file = file;
        this.lock = new WriterLock(file.resolveSibling(file.getFileName() + ".lock"));
    }

    /// What is done to the lines.
    public interface Change {
        /// Changes the list in place.
        void apply(List<String> lines);
    }

    /// The lines; none when there is no file.
    public List<String> read() {
        byte[] bytes = SmallFile.read(file, LIMIT).orElse(new byte[0]);
        String text = Text.of(bytes);
        List<String> lines = new ArrayList<>();
        int at = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
            if (end > at) {
                lines.add(text.substring(at, end));
            }
            at = end + 1;
        }
        return lines;
    }

    /// Changes the lines, and writes them when they are others then.
    ///
    /// @param durable whether a power cut may not take it back
    public void change(boolean durable, Change change) {
        try (Hold _ = lock.acquire()) {
            List<String> before = read();
            List<String> lines = new ArrayList<>(before);
            change.apply(lines);
            if (!lines.equals(before)) {
                write(lines, durable);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "write a list", file);
        }
    }

    private void write(List<String> lines, boolean durable) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        if (durable) {
            AtomicFile.write(file, Text.bytes(text.toString()));
        } else {
            AtomicFile.writeVolatile(file, Text.bytes(text.toString()));
        }
    }
}
