package dev.jong.service.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A log as a monitor writes it, with one second between records, from 2026-01-01T00:00:00Z on.
final class WrittenLog {
    final Path file;
    private int second;

    WrittenLog(Path folder) {
        this.file = folder.resolve("log");
    }

    /// A whole line of standard output.
    WrittenLog out(String text) {
        return record("stdout", "F", text);
    }

    /// A whole line of standard error.
    WrittenLog err(String text) {
        return record("stderr", "F", text);
    }

    /// A part of a line of standard output.
    WrittenLog part(String text) {
        return record("stdout", "P", text);
    }

    WrittenLog record(String stream, String kind, String text) {
        return raw(time() + " " + stream + " " + kind + " " + text + "\n");
    }

    /// A whole line of standard output, said at another time.
    WrittenLog outAt(String time, String text) {
        return raw(time + ".000000000Z stdout F " + text + "\n");
    }

    /// Bytes as they are.
    WrittenLog raw(String bytes) {
        try {
            Files.write(
                    file,
                    bytes.getBytes(StandardCharsets.ISO_8859_1),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String time() {
        int now = second++;
        String minute = Integer.toString(100 + now / 60).substring(1);
        String rest = Integer.toString(100 + now % 60).substring(1);
        return "2026-01-01T00:" + minute + ":" + rest + ".000000000Z";
    }

    /// Gives the files other names, as a monitor does that keeps so many.
    WrittenLog rotate(int files) {
        try {
            for (int number = files - 1; number > 0; number--) {
                Path from = number == 1 ? file : Path.of(file + "." + (number - 1));
                if (Files.exists(from)) {
                    Files.move(
                            from,
                            Path.of(file + "." + number),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.write(file, new byte[0]);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
