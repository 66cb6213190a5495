package dev.jong.store.disk;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            throw JongException.of(
                            ErrorKind.PERMISSION_DENIED,
                            "cannot open the file " + Text.printable(Text.of(file)))
                    .causedBy(e);
        } catch (IOException e) {
            throw DiskFailure.of(e, "read", file);
        }
    }
}
