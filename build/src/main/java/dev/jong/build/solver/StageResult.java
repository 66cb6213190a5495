package dev.jong.build.solver;

import dev.jong.base.json.Json;
import dev.jong.build.step.Tree;
import dev.jong.oci.History;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a stage has come to.
///
/// @param document the config document that it began with, without layers and history of its own
/// @param config its `config` object
/// @param history all of it, the base's too
/// @param epoch the newest time that a file of its own has, and its date
/// @param author empty when nobody said
/// @param arguments what its `ARG`s came to: a stage that begins as this one has them too
/// @param ground what of it no stage has made
public record StageResult(
        Json.Obj document,
        Json.Obj config,
        Tree tree,
        List<History> history,
        Instant epoch,
        String author,
        Map<String, String> arguments,
        Ground ground) {
    /// How much of the layers and of the history, from the beginning, an image from elsewhere has brought along.
    public record Ground(int layers, int history) {}

    public StageResult {
        history = List.copyOf(history);
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /// The same with another config.
    StageResult with(Json.Obj other) {
        return new StageResult(document, other, tree, history, epoch, author, arguments, ground);
    }
}
