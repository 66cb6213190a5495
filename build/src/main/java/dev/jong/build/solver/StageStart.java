package dev.jong.build.solver;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.build.config.ConfigDraft;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.step.Tree;
import dev.jong.oci.History;
import dev.jong.oci.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a stage begins as: an image, an earlier stage, a context, or nothing.
final class StageStart {
    private final Solving solving;
    private final Globals globals;
    private final List<Stage> needed;

    /// @param needed all stages that are worked on
    StageStart(Solving solving, Globals globals, List<Stage> needed) {
        this.solving = solving;
        this.globals = globals;
        this.needed = needed;
    }

    /// Finds it.
    StageResult of(Stage stage) {
        String name = name(stage);
        Optional<Contexts.Named> context = solving.contexts().named(name);
        if (context.isPresent()) {
            return of(context.get(), stage);
        }
        Optional<Stage> earlier = solving.stages().base(stage);
        if (earlier.isPresent()) {
            return solving.result(earlier.get(), stage);
        }
        return name.equals("scratch") ? nothing() : of(image(name, stage.from()));
    }

    private String name(Stage stage) {
        String name = globals.word(stage.from().image());
        if (name.isEmpty()) {
            throw Located.error(
                            solving.dockerfile(),
                            stage.from().origin(),
                            "the name of the base image is empty")
                    .hint("give the argument a default, or set it by --build-arg");
        }
        return name;
    }

    private Base image(String reference, Instruction.From from) {
        String asked = globals.word(from.platform());
        Platform platform = asked.isEmpty() ? solving.platform() : Platform.parse(asked);
        try {
            return solving.bases().find(reference, platform);
        } catch (JongException e) {
            throw Located.wrap(solving.dockerfile(), from.origin(), e);
        }
    }

    private StageResult of(Contexts.Named context, Stage stage) {
        return switch (context) {
            case Contexts.Named.Image image -> of(image(image.reference(), stage.from()));
            case Contexts.Named.Target named ->
                    solving.result(solving.stages().target(named.stage()), stage);
            case Contexts.Named.Files files -> {
                StageResult nothing = nothing();
                Tree tree = solving.layers().whole(files.tree(), nothing.epoch());
                String date = nothing.epoch().toString();
                yield new StageResult(
                        nothing.document(),
                        nothing.config(),
                        tree,
                        List.of(new History(date, "", "", "a build context", false)),
                        nothing.epoch(),
                        "",
                        Map.of(),
                        new StageResult.Ground(tree.layers().size(), 1));
            }
        };
    }

    private StageResult of(Base base) {
        List<History> history = new ArrayList<>();
        for (Json.Obj entry : base.document().objects("history")) {
            history.add(
                    new History(
                            entry.text("created"),
                            entry.text("created_by"),
                            entry.text("author"),
                            entry.text("comment"),
                            entry.bool("empty_layer")));
        }
        return new StageResult(
                base.document(),
                begun(ConfigDraft.of(base.document().object("config")).withPath()),
                base.tree(),
                history,
                epoch(base.created()),
                base.document().text("author"),
                Map.of(),
                new StageResult.Ground(base.tree().layers().size(), history.size()));
    }

    private Json.Obj begun(ConfigDraft config) {
        solving.wishes().variables().forEach(config::variable);
        return config.json();
    }

    private Instant epoch(Instant usual) {
        return Instant.ofEpochSecond(solving.wishes().epoch().orElse(usual.getEpochSecond()));
    }

    private StageResult nothing() {
        Platform platform = solving.platform();
        Json.Obj document =
                Json.object()
                        .put("architecture", platform.architecture())
                        .put("os", platform.os())
                        .build();
        if (!platform.variant().isEmpty()) {
            document = document.with("variant", Json.of(platform.variant()));
        }
        return new StageResult(
                document,
                begun(ConfigDraft.scratch()),
                Tree.SCRATCH,
                List.of(),
                epoch(newest()),
                "",
                Map.of(),
                new StageResult.Ground(0, 0));
    }

    /// The date of the newest image that any stage begins from: a stage from nothing has no better one.
    private Instant newest() {
        Instant newest = Instant.EPOCH;
        for (Stage stage : needed) {
            String name = name(stage);
            boolean image =
                    !name.equals("scratch")
                            && solving.stages().base(stage).isEmpty()
                            && solving.contexts().named(name).isEmpty();
            if (image) {
                Instant created = image(name, stage.from()).created();
                newest = created.isAfter(newest) ? created : newest;
            }
        }
        return newest;
    }
}
