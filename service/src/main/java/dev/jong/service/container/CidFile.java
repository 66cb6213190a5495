package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// `--cidfile`: a new file with the id, without a newline. An existing one is never overwritten: it may name
/// a container that somebody still needs.
final class CidFile {
    private CidFile() {}

    static void write(Optional<String> file, String id, Caller caller) {
        if (file.isEmpty()) {
            return;
        }
        Path path = Text.path(caller.absolute(file.get()));
        try {
            Files.write(
                    path, Text.bytes(id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "container ID file found, make sure the other container isn't running or delete "
                                    + path)
                    .causedBy(e);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "cannot write the container id to " + path + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// Removes the file of a container that is tried anew.
    static void forget(Optional<String> file, String id, Caller caller) {
        if (file.isEmpty()) {
            return;
        }
        Path path = Text.path(caller.absolute(file.get()));
        try {
            if (SmallFile.read(path, id.length() + 1).map(Text::of).orElse("").equals(id)) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw StoreFailure.of("remove the file with the container's id", path, e);
        }
    }
}
