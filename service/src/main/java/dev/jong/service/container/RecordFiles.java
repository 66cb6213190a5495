package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Reads and writes the records of containers, `containers/ID/container.json`.
final class RecordFiles {
    private final Path store;
    private final ContainerNames names;
    private final Function<String, ContainerFolder> folders;

    /// @param folders the files of a container, by its id
    RecordFiles(Path store, ContainerNames names, Function<String, ContainerFolder> folders) {
        this.store = store;
        this.names = names;
        this.folders = folders;
    }

    /// The record of a container; empty when it is gone or damaged. A record that says to be somebody else's is
    /// damaged: believing it would start or remove another container.
    Optional<ContainerRecord> load(String id) {
        if (!ContainerIds.isId(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                            ContainerRecord.parse(Files.readAllBytes(folders.apply(id).record())))
                    .filter(record -> record.id().equals(id));
        } catch (IOException | JongException e) {
            return Optional.empty();
        }
    }

    /// Ids of all containers, in no order.
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> folders =
                Files.newDirectoryStream(store.resolve("containers"))) {
            for (Path folder : folders) {
                String name = Text.of(folder.getFileName());
                if (ContainerIds.isId(name)) {
                    ids.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            return ids;
        } catch (IOException e) {
            throw StoreFailure.of("list containers", store, e);
        }
        return ids;
    }

    /// The record, or what stands for a damaged one; empty when there is none at all.
    Optional<ContainerRecord> known(String id) {
        Optional<ContainerRecord> record = load(id);
        boolean damaged =
                record.isEmpty()
                        && ContainerIds.isId(id)
                        && Files.exists(folders.apply(id).record(), LinkOption.NOFOLLOW_LINKS);
        return damaged
                ? Optional.of(
                        ContainerRecord.damaged(
                                id, names.nameOf(id), changed(folders.apply(id).folder())))
                : record;
    }

    /// What stands for a container that was never finished: somebody is at it, or was killed.
    Optional<ContainerRecord> halfMade(String id, String name) {
        Path folder = folders.apply(id).folder();
        return Files.isDirectory(folder)
                ? Optional.of(ContainerRecord.damaged(id, name, changed(folder)))
                : Optional.empty();
    }

    /// When a folder was changed, in nanoseconds since 1970; 0 when nobody knows.
    private static long changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis() * 1_000_000;
        } catch (IOException e) {
            return 0;
        }
    }

    /// Changes a record. What this version does not know stays in it.
    void rewrite(String id, UnaryOperator<Json.Obj> change) {
        Path file = folders.apply(id).record();
        try {
            Json.Obj known = JsonParser.parseObject(Files.readAllBytes(file));
            AtomicFile.write(file, JsonPrinter.bytes(change.apply(known)));
        } catch (IOException e) {
            throw StoreFailure.of("write the container's record", store, e);
        }
    }

    /// Writes a record; durable unless nothing of the container is to outlive its run.
    void save(String id, byte[] record, boolean discard) {
        ContainerFolder folder = folders.apply(id);
        try {
            if (discard) {
                Files.write(
                        folder.record(),
                        record,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
            } else {
                AtomicFile.write(folder.record(), record);
                AtomicFile.syncDirectory(store.resolve("containers"));
                AtomicFile.syncDirectory(store.resolve("names"));
            }
        } catch (IOException e) {
            throw StoreFailure.of("write the container's record", store, e);
        }
    }
}
