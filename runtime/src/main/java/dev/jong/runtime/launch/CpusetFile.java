package dev.jong.runtime.launch;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the root cpuset has, as a list such as `0-3`.
final class CpusetFile {
    private CpusetFile() {}

    static String read(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1).trim();
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PRECONDITION, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
