package dev.jong.build.solver;

import dev.jong.build.dockerfile.Stage;
import dev.jong.build.files.FileTree;
import dev.jong.build.files.Selection;
import dev.jong.build.step.StepInputs;
import dev.jong.build.step.Tree;
import java.util.List;
import java.util.Optional;

/// What `--from` names: a context, a stage, or an image.
final class Origins {
    private final StageWork work;
    private final Solving solving;

    Origins(StageWork work) {
        this.work = work;
        this.solving = work.solving();
    }

    /// The files of it as layers.
    Tree tree(String from) {
        Optional<Contexts.Named> named = solving.contexts().named(from);
        if (named.isPresent()) {
            return switch (named.get()) {
                case Contexts.Named.Files files ->
                        solving.layers().whole(files.tree(), work.epoch());
                case Contexts.Named.Image image -> image(image.reference());
                case Contexts.Named.Target target -> tree(solving.stages().target(target.stage()));
            };
        }
        return solving.stages().find(from).map(this::tree).orElseGet(() -> image(from));
    }

    /// Files of it that a mount shows. Those of a context are what was not ignored, and nothing that changes later.
    ///
    /// @param from empty for the build context
    /// @param source path of them; empty for all
    Part part(String from, String source) {
        Optional<Contexts.Named> named = solving.contexts().named(from);
        if (from.isEmpty()) {
            return part(solving.contexts().main(), source);
        }
        if (named.isPresent() && named.get() instanceof Contexts.Named.Files files) {
            return part(files.tree(), source);
        }
        Tree tree = tree(from);
        return new Part(
                tree.diffIds().stream()
                        .map(layer -> new StepInputs.Input("mounted", layer.toString()))
                        .toList(),
                () -> tree);
    }

    private Part part(FileTree files, String source) {
        Selection selection =
                Selection.of(
                        files,
                        new Selection.Wishes(
                                List.of(source.isEmpty() ? "." : source), true, List.of()));
        return new Part(
                selection.hash().inputs(), () -> solving.layers().tree(selection, work.epoch()));
    }

    /// The files of it to copy from.
    ///
    /// @return to be closed
    FileTree files(String from) {
        Optional<Contexts.Named> named = solving.contexts().named(from);
        if (named.isPresent() && named.get() instanceof Contexts.Named.Files files) {
            return solving.layers().borrowed(files.tree());
        }
        return solving.layers().files(tree(from));
    }

    private Tree tree(Stage stage) {
        return solving.result(stage, work.stage()).tree();
    }

    private Tree image(String reference) {
        return solving.bases().find(reference, solving.platform()).tree();
    }
}
