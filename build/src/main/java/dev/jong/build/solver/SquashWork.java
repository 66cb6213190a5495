package dev.jong.build.solver;

import dev.jong.build.dockerfile.Stage;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.Tree;
import dev.jong.build.step.TreeLayer;
import dev.jong.oci.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `--squash` and `--squash-all`: layers become one, in a step like others, which the cache knows next time. What made them
/// stays in the history, as steps without a layer; one more says how many became one.
final class SquashWork {
    private final Solving solving;
    private final Stage stage;

    SquashWork(Solving solving, Stage stage) {
        this.solving = solving;
        this.stage = stage;
    }

    /// The result with fewer layers; the same where there is nothing to do.
    StageResult of(StageResult made) {
        StageResult.Ground ground =
                switch (solving.wishes().squash()) {
                    case NOTHING -> new StageResult.Ground(made.tree().layers().size(), 0);
                    case OWN -> made.ground();
                    case ALL -> new StageResult.Ground(0, 0);
                };
        int count = made.tree().layers().size() - ground.layers();
        if (count < 2) {
            return made;
        }
        Optional<TreeLayer> layer = solving.runner().layer(step(made, ground.layers(), count));
        Tree tree = new Tree(made.tree().layers().subList(0, ground.layers()));
        return new StageResult(
                made.document(),
                made.config(),
                layer.map(tree::with).orElse(tree),
                history(made, ground.history(), count, layer.isPresent()),
                made.epoch(),
                made.author(),
                made.arguments(),
                made.ground());
    }

    private StepWork step(StageResult made, int from, int count) {
        StepInputs.Collector inputs = new StepInputs.Collector().add("instruction", "SQUASH");
        for (int i = 0; i < made.tree().layers().size(); i++) {
            String diffId = made.tree().diffIds().get(i).toString();
            inputs.add(i < from ? "base" : "layer", diffId);
        }
        inputs.add("date", made.epoch().toString());
        return new StepWork(
                "[" + solving.title(stage) + "squash] " + count + " layers",
                solving.place() + "/" + stage.name() + "/squash",
                stage.from().origin(),
                inputs.done(),
                solving.wishes().isFresh(stage.name()),
                _ -> solving.layers().merge(made.tree(), from, made.epoch()));
    }

    private static List<History> history(StageResult made, int kept, int count, boolean layer) {
        List<History> out = new ArrayList<>();
        for (History entry : made.history()) {
            boolean below = out.size() < kept;
            out.add(
                    new History(
                            entry.created(),
                            entry.createdBy(),
                            entry.author(),
                            entry.comment(),
                            !below || entry.emptyLayer()));
        }
        String says = count + " layers in one";
        out.add(new History(made.epoch().toString(), "", made.author(), says, !layer));
        return out;
    }
}
