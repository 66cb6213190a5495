package dev.jong.store.layer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The permission bits that the kernel takes away from every file this process creates.
final class Umask {
    private static final String KEY = "\nUmask:\t";

    private Umask() {}

    /// Reads it from `/proc/self/status`. All bits when that fails: then every mode is set explicitly.
    static int current() {
        try {
            String status =
                    Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1);
            int at = status.indexOf(KEY) + KEY.length();
            return status.contains(KEY)
                    ? Integer.parseInt(status.substring(at, status.indexOf('\n', at)), 8)
                    : 0777;
        } catch (IOException | NumberFormatException e) {
            return 0777;
        }
    }
}
