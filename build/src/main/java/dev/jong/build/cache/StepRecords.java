package dev.jong.build.cache;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.usage.StepNeeds;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of steps: `build/steps/KEY.json`, whose time is that of the last use. A damaged one is like none.
final class StepRecords {
    static final String DIRECTORY = "build/steps";

    private final Path store;
    private final Path directory;

    /// @param store the store's directory
    StepRecords(Path store) {
        this.store = store;
        this.directory = store.resolve(DIRECTORY);
    }

    private Path file(Digest key) {
        return directory.resolve(key.hex() + ".json");
    }

    Optional<StepRecord> find(Digest key) {
        return read(file(key)).filter(found -> found.key().equals(key));
    }

    /// Every sound record.
    List<StepRecord> all() {
        List<StepRecord> out = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return out;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                read(file).ifPresent(out::add);
            }
            return out;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list cached steps", directory);
        }
    }

    private static Optional<StepRecord> read(Path file) {
        try {
            return SmallFile.read(file, StepNeeds.LIMIT)
                    .map(bytes -> StepRecord.of(JsonParser.parseObject(bytes)));
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    /// Writes a record, durably.
    void put(StepRecord record) {
        try {
            BuildDirectory.make(store, "steps");
            AtomicFile.write(file(record.key()), JsonPrinter.bytes(record.toJson()));
        } catch (IOException e) {
            throw DiskFailure.of(e, "store a cached step", directory);
        }
    }

    void remove(Digest key) {
        try {
            Files.deleteIfExists(file(key));
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove a cached step", directory);
        }
    }

    /// Notes a use; one that is gone meanwhile has none.
    void used(Digest key, Instant now) {
        try {
            Files.setLastModifiedTime(file(key), FileTime.from(now));
        } catch (IOException gone) {
            return;
        }
    }

    Instant lastUsed(Digest key) {
        try {
            return Files.getLastModifiedTime(file(key)).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }
}
