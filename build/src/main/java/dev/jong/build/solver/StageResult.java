package dev.jong.build.solver;

import dev.jong.base.json.Json;
import dev.jong.build.step.Tree;
import dev.jong.oci.History;
import java.time.Instant;
import java.util.List;

/// What a stage has come to.
///
/// @param document the config document that it began with, without layers and history of its own
/// @param config its `config` object
/// @param history all of it, the base's too
/// @param epoch the newest time that a file of its own has, and its date
/// @param author empty when nobody said
public record StageResult(
        Json.Obj document,
        Json.Obj config,
        Tree tree,
        List<History> history,
        Instant epoch,
        String author) {
    public StageResult {
        history = List.copyOf(history);
    }

    /// The same with another config.
    StageResult with(Json.Obj other) {
        return new StageResult(document, other, tree, history, epoch, author);
    }
}
