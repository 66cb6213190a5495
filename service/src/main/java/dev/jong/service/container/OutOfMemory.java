package dev.jong.service.container;

import dev.jong.base.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the kernel ended a container because memory ran out: it was killed, and its control group has counted such
/// an end. The counters are kept beside the exit record, as both versions of control groups have them.
final class OutOfMemory {
    private static final String COUNTER = "oom_kill ";

    /// Some files of the kernel, of 1 KiB at most each.
    private static final int MOST = 16 << 10;

    private static final String KILLED = "137";

    private OutOfMemory() {}

    /// @param folder of the container
    /// @param end words of the exit record; the third is 1 where an earlier version has found that out by itself
    static boolean ended(Path folder, String[] end) {
        return end[2].equals("1")
                || (end[0].equals(KILLED) || end[1].equals("9")) && isCounted(folder);
    }

    private static boolean isCounted(Path folder) {
        try {
            Path counters = folder.resolve("counters");
            Path started = folder.resolve("started");
            if (Files.exists(started) && isOlder(counters, started)) {
                return false; // Of a run before.
            }
            for (String line : read(counters).split("\n")) {
                if (line.startsWith(COUNTER) && !line.substring(COUNTER.length()).equals("0")) {
                    return true;
                }
            }
        } catch (IOException none) {
            return false;
        }
        return false;
    }

    private static String read(Path counters) throws IOException {
        try (InputStream in = Files.newInputStream(counters)) {
            return Text.of(in.readNBytes(MOST));
        }
    }

    private static boolean isOlder(Path one, Path other) throws IOException {
        return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
    }
}
