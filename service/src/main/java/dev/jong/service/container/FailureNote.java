package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Why the last start of a container failed: a file of its folder, `failure`. Nobody depends on it, so it is never
/// synced, and a disk that can't take it fails nothing.
///
/// @param message what was said
/// @param hint empty when there was none
/// @param code 125 to 127
public record FailureNote(String message, String hint, int code) {
    private static final String FILE = "failure";
    private static final int LIMIT = 1 << 20;

    /// Writes down what was told.
    static void write(ContainerFolder folder, LaunchFailure.Told told) {
        Json.Obj json =
                Json.object()
                        .put("message", told.error().text())
                        .put("hint", told.error().hint())
                        .put("code", told.exitCode())
                        .build();
        try {
            AtomicFile.writeVolatile(folder.folder().resolve(FILE), JsonPrinter.bytes(json));
        } catch (IOException full) {
            return;
        }
    }

    /// That of the last start; empty when it went well, or nothing is known.
    public static Optional<FailureNote> read(ContainerFolder folder) {
        Path file = folder.folder().resolve(FILE);
        // A container that ran since has a file that says so.
        if (Files.exists(folder.folder().resolve("started"))) {
            return Optional.empty();
        }
        try {
            return SmallFile.read(file, LIMIT).map(JsonParser::parseObject).map(FailureNote::of);
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    private static FailureNote of(Json.Obj json) {
        return new FailureNote(
                json.text("message"),
                json.text("hint"),
                json.number("code").orElse(125L).intValue());
    }
}
