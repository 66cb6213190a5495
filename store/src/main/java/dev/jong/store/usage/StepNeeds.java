package dev.jong.store.usage;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What cached steps of builds need: blobs and unpacked layers. Each step has a record in the store's `build/steps`; what it
/// needs stands in its field `needs`. A damaged record needs nothing, it only saves work.
public final class StepNeeds {
    /// The largest record.
    public static final int LIMIT = 1 << 20;

    private final Path directory;

    /// @param store the store's directory
    public StepNeeds(Path store) {
        this.directory = store.resolve("build/steps");
    }

    /// The digests of all of it.
    public Set<Digest> digests() {
        Set<Digest> out = new HashSet<>();
        if (!Files.isDirectory(directory)) {
            return out;
        }
        try (DirectoryStream<Path> records = Files.newDirectoryStream(directory, "*.json")) {
            for (Path record : records) {
                read(record, out);
            }
            return out;
        } catch (NoSuchFileException e) {
            return out;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list cached steps", directory);
        }
    }

    private static void read(Path record, Set<Digest> out) {
        try {
            Optional<byte[]> bytes = SmallFile.read(record, LIMIT);
            if (bytes.isPresent()) {
                Json.Obj json = JsonParser.parseObject(bytes.get());
                json.strings("needs").forEach(each -> out.add(Digest.parse(each)));
            }
        } catch (JongException damaged) {
            DiskFailure.unlessExhausted(damaged, out);
        }
    }
}
