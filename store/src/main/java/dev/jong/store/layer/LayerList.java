package dev.jong.store.layer;

import dev.jong.base.JongException;
import dev.jong.base.json.JsonParser;
import dev.jong.oci.Digest;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lies in a directory of unpacked layers, by its records.
///
/// @param complete diffIDs of the layers whose records can be read
/// @param unreadable directory names of those whose records can't be read, or are about another layer
public record LayerList(List<Digest> complete, List<String> unreadable) {
    private static final String SUFFIX = ".json";
    private static final int RECORD_BYTES = 64 << 10;

    public LayerList {
        complete = List.copyOf(complete);
        unreadable = List.copyOf(unreadable);
    }

    /// Lists a store's `layers`; none where there is no such directory.
    public static LayerList of(Path layers) {
        List<Digest> complete = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        try (DirectoryStream<Path> records = Files.newDirectoryStream(layers, "*" + SUFFIX)) {
            for (Path record : records) {
                String file = record.getFileName().toString();
                String name = file.substring(0, file.length() - SUFFIX.length());
                Optional<Digest> diffId = diffId(record);
                if (diffId.isPresent() && LayerName.of(diffId.get()).equals(name)) {
                    complete.add(diffId.get());
                } else if (name.length() == LayerName.LENGTH) {
                    unreadable.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return new LayerList(List.of(), List.of());
        } catch (IOException e) {
            throw DiskFailure.of(e, "list the layers", layers);
        }
        return new LayerList(complete, unreadable);
    }

    /// The name of a layer's directory.
    public static String directoryName(Digest diffId) {
        return LayerName.of(diffId);
    }

    private static Optional<Digest> diffId(Path record) {
        try {
            return SmallFile.read(record, RECORD_BYTES)
                    .map(bytes -> Digest.parse(JsonParser.parseObject(bytes).text("diffID")));
        } catch (JongException e) {
            // What is taken for damaged may be removed.
            return DiskFailure.unlessExhausted(e, Optional.empty());
        }
    }
}
