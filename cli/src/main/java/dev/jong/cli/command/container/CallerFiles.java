package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.run.Surroundings;
import dev.jong.service.container.Front;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Reads the files that options name. The engine is a process of the caller's own user, so it may read what
/// the caller may.
final class CallerFiles implements Surroundings.Files {
    /// The caller of a front, as options see it.
    static Surroundings of(Front front) {
        return new Surroundings(front.caller(), new CallerFiles());
    }

    @Override
    public byte[] read(String file, int limit) {
        Path path = Text.path(file);
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "the file " + path + " is larger than " + limit + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "open " + path + ": no such file or directory")
                    .causedBy(e);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot read " + path + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
