package dev.jong.build.verify;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Located;
import dev.jong.build.solver.Solver;
import dev.jong.build.solver.StageResult;
import dev.jong.oci.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares what two builds of the same inputs came to. The caller holds a lease on the layers of both.
public final class CompareBuilds {
    private final Dockerfile file;
    private final CompareLayers layers;

    public CompareBuilds(Dockerfile file, CompareLayers layers) {
        this.file = file;
        this.layers = layers;
    }

    /// A build.
    ///
    /// @param results for each platform
    /// @param steps all that it did
    public record Build(List<Solver.Solution> results, List<MadeStep> steps) {
        public Build {
            results = List.copyOf(results);
            steps = List.copyOf(steps);
        }
    }

    /// Compares two.
    ///
    /// @throws JongException CONFLICT when they differ, with the first file that does and the instruction that made it
    public void check(Build first, Build second) {
        for (int i = 0; i < first.results().size(); i++) {
            StageResult one = first.results().get(i).stage();
            StageResult two = second.results().get(i).stage();
            if (!one.tree().diffIds().equals(two.tree().diffIds())) {
                throw difference(one, first, second);
            }
            if (!one.config().equals(two.config()) || !one.history().equals(two.history())) {
                throw JongException.of(
                        ErrorKind.CONFLICT, "two builds gave the same files and different configs");
            }
        }
    }

    private JongException difference(StageResult built, Build first, Build second) {
        Map<Digest, MadeStep> again = new HashMap<>();
        second.steps().forEach(step -> again.putIfAbsent(step.key(), step));
        Optional<JongException> found = Optional.empty();
        for (MadeStep step : first.steps()) {
            MadeStep other = again.get(step.key());
            if (other == null || other.diffId().equals(step.diffId())) {
                continue;
            }
            // A step of the image itself says more than one of a stage that it takes files from,
            // which may take no part.
            if (step.diffId().map(built.tree().diffIds()::contains).orElse(false)) {
                return difference(step, other);
            }
            found = found.isEmpty() ? Optional.of(difference(step, other)) : found;
        }
        return found.orElseGet(() ->
                JongException.of(
                                ErrorKind.CONFLICT,
                                "two builds differ, since what they were made of has changed meanwhile")
                        .hint("leave the context alone while jong verifies"));
    }

    private JongException difference(MadeStep step, MadeStep other) {
        String what =
                layers.first(step.layer(), other.layer())
                        .map(FileDifference::toString)
                        .orElse("the order of the files");
        return Located.error(
                        ErrorKind.CONFLICT,
                        file,
                        step.origin(),
                        "the same step made different files when it was done again: " + what)
                .hint(
                        "times, random numbers and what comes from a network are other ones each time; "
                                + "SOURCE_DATE_EPOCH is set for programs that want a date");
    }
}
