package dev.jong.build.lint;

import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.dockerfile.Stages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A file as checks look at it.
record LintedFile(
        Dockerfile file, LintSettings settings, List<LintedStage> stages, Pragmas pragmas) {
    LintedFile {
        stages = List.copyOf(stages);
    }

    static LintedFile of(Dockerfile file, LintSettings settings) {
        Scope globals = Scope.globals(file, settings);
        List<String> images = new ArrayList<>();
        for (Stage stage : file.stages()) {
            images.add(globals.word(stage.from().image()));
        }
        Stages graph = Stages.of(file, images);
        Set<Integer> kept = new HashSet<>();
        Optional<Stage> next = Optional.of(file.stages().getLast());
        while (next.isPresent() && kept.add(next.get().index())) {
            next = graph.base(next.get());
        }
        List<LintedStage> stages = new ArrayList<>();
        for (Stage stage : file.stages()) {
            Optional<LintedStage> base = graph.base(stage).map(found -> stages.get(found.index()));
            stages.add(new LintedStage(stage, base, runs(stage), kept.contains(stage.index())));
        }
        return new LintedFile(
                file, settings, stages, Pragmas.of(file, settings.pragmas(), settings.arguments()));
    }

    private static List<LintedStage.LintedRun> runs(Stage stage) {
        List<LintedStage.LintedRun> runs = new ArrayList<>();
        for (Instruction instruction : stage.instructions()) {
            Instruction meant =
                    instruction instanceof Instruction.OnBuild later
                            ? later.trigger()
                            : instruction;
            if (meant instanceof Instruction.Run run) {
                runs.add(LintedStage.LintedRun.of(run));
            }
        }
        return runs;
    }
}
