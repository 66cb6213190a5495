package dev.jong.store.reference;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The files that records lie in, one for each. What was written or removed survives power loss when the method returns.
final class RecordFiles {
    private static final int RECORD_BYTES = 64 << 10;
    private static final int FILE_NAME_LENGTH = 240;

    private final Path directory;

    RecordFiles(Path directory) {
        this.directory = directory;
    }

    Path of(Reference name) {
        return directory.resolve(fileName(name));
    }

    /// The file of a record without a name.
    Path of(Digest target) {
        return directory.resolve(target.toString());
    }

    static Optional<StoredReference> read(Path file) {
        Optional<byte[]> bytes = SmallFile.read(file, RECORD_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StoredReference.of(JsonParser.parseObject(bytes.get())));
        } catch (JongException e) {
            throw damaged(file, e.text()).causedBy(e);
        }
    }

    void write(List<StoredReference> records) {
        try {
            for (StoredReference record : records) {
                AtomicFile.write(file(record), JsonPrinter.bytes(record.toJson()));
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "write a reference", directory);
        }
    }

    /// The same for many.
    ///
    /// @param syncAll makes everything durable that was written to this file system
    void write(List<StoredReference> records, Runnable syncAll) {
        List<AtomicFile.Content> files = new ArrayList<>();
        for (StoredReference record : records) {
            files.add(new AtomicFile.Content(file(record), JsonPrinter.bytes(record.toJson())));
        }
        try {
            AtomicFile.writeAll(directory, files, syncAll);
        } catch (IOException e) {
            throw DiskFailure.of(e, "write references", directory);
        }
    }

    private Path file(StoredReference record) {
        return record.name().isPresent() ? of(record.name().get()) : of(record.target().digest());
    }

    /// Removes those that are there; true when there were any.
    boolean delete(Collection<Path> files) {
        try {
            boolean deleted = false;
            for (Path file : files) {
                deleted |= Files.deleteIfExists(file);
            }
            if (deleted) {
                AtomicFile.syncDirectory(directory);
            }
            return deleted;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a reference", directory);
        }
    }

    static JongException damaged(Path file, String why) {
        return JongException.of(
                        ErrorKind.DATA_LOSS,
                        "the record " + Text.printable(Text.of(file)) + " is damaged: " + why)
                .hint("load or pull the image again, or remove the file");
    }

    /// The file of a name: slashes escaped, and very long names replaced by their digest.
    private static String fileName(Reference name) {
        String text = name.toString().replace("/", "%2F");
        return text.length() <= FILE_NAME_LENGTH ? text : "%" + Digest.of(Text.bytes(text)).hex();
    }
}
