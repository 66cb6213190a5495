package dev.jong.service.container;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a command writes into a named pipe: its beginning is kept, all of it is read, so that no command ever waits. The
/// pipe is open for writing here too, so its end is said by a byte of our own.
final class Captured implements AutoCloseable {
    private static final int KEPT = Health.OUTPUT + 4;

    /// Wakes the reader.
    private static final char END = 0;

    private final RandomAccessFile pipe;
    private final Thread reader;
    private final StringBuilder kept = new StringBuilder();
    private volatile boolean over;

    /// @param pipe a FIFO
    Captured(Path pipe) throws IOException {
        this.pipe = new RandomAccessFile(pipe.toFile(), "rw");
        this.reader = Thread.ofPlatform().daemon().name("output").start(this::read);
    }

    /// Everything that came until now, to be asked for once.
    String text() throws IOException {
        close();
        int end = kept.length();
        return kept.substring(0, end > 0 && kept.charAt(end - 1) == END ? end - 1 : end);
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            FileInputStream in = new FileInputStream(pipe.getFD());
            // What was written before the end was told is there by then.
            while (!over || in.available() > 0) {
                int got = in.read(buffer);
                int room = Math.min(got, KEPT - kept.length());
                kept.append(new String(buffer, 0, room, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closed) {
            return;
        }
    }

    /// Whoever still writes, a process that the command left behind, gets a broken pipe.
    @Override
    public void close() throws IOException {
        if (over) {
            return;
        }
        over = true;
        pipe.write(END);
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pipe.close();
    }
}
