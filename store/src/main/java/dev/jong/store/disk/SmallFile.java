package dev.jong.store.disk;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads records and documents of the store: whole, and never more than a limit.
public final class SmallFile {
    private SmallFile() {}

    /// The bytes of a file, or empty when there is none.
    ///
    /// @param limit most bytes accepted
    /// @throws JongException INVALID_ARGUMENT when it is larger, or what the disk said
    public static Optional<byte[]> read(Path file, int limit) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the file "
                                + Text.printable(Text.of(file))
                                + " is larger than "
                                + limit
                                + " bytes");
            }
            return Optional.of(bytes);
        } catch (FileNotFoundException e) {
            String reason = reason(e);
            // What the open said counts: asking again could meet a file that was made meanwhile.
            if (reason.equals("No such file or directory") && !Files.isSymbolicLink(file)) {
                return Optional.empty();
            }
            throw DiskFailure.of(
                    new FileSystemException(file.toString(), null, reason), "open a file", file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read", file);
        }
    }

    /// The kernel's words at the end of `PATH (Permission denied)`.
    private static String reason(FileNotFoundException failure) {
        String text = String.valueOf(failure.getMessage());
        int from = text.lastIndexOf('(');
        return from > 0 && text.endsWith(")") ? text.substring(from + 1, text.length() - 1) : text;
    }
}
