package dev.jong.build.solver;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.step.RunSteps;
import dev.jong.build.step.Tree;
import dev.jong.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// Carries a Dockerfile out for each platform that is wanted.
public final class Solver {
    private final Sources sources;
    private final StepCache cache;
    private final BuildProgress progress;
    private final Runnable beforeWork;

    /// Where things come from and what makes others of them.
    private record Sources(
            Contexts contexts, Bases bases, RunSteps programs, LayerWork layers, Remotes remotes) {}

    /// @param cache knows steps
    /// @param beforeWork asked before the first step that the cache does not know; ends the build by throwing
    public Solver(
            Contexts contexts,
            Bases bases,
            RunSteps programs,
            LayerWork layers,
            Remotes remotes,
            StepCache cache,
            BuildProgress progress,
            Runnable beforeWork) {
        this.sources = new Sources(contexts, bases, programs, layers, remotes);
        this.cache = cache;
        this.progress = progress;
        this.beforeWork = beforeWork;
    }

    private PlatformWork.Means means(int jobs) {
        return new PlatformWork.Means(
                sources.contexts(),
                sources.bases(),
                sources.programs(),
                sources.layers(),
                sources.remotes(),
                new StepRunner(cache, progress, beforeWork, jobs),
                progress);
    }

    /// What is built for one platform.
    ///
    /// @param through layers that steps stood upon on the way; those of the stage, and more where some became one
    public record Solution(Platform platform, StageResult stage, Tree through) {}

    /// Builds.
    ///
    /// @param place what tells this build from builds of other contexts, for comparing its steps with an earlier one's
    /// @return for each platform in the order of the wishes
    /// @throws JongException what the first step that failed said
    public List<Solution> solve(Dockerfile file, BuildWishes wishes, String place) {
        Set<String> consumed = ConcurrentHashMap.newKeySet();
        List<Solution> out = new ArrayList<>();
        PlatformWork.Means means = means(wishes.jobs());
        try (Threads threads = new Threads()) {
            List<PlatformWork> works = new ArrayList<>();
            for (Platform platform : wishes.platforms()) {
                works.add(
                        new PlatformWork(file, wishes, platform, means, place, consumed, threads));
            }
            works.forEach(PlatformWork::begin);
            for (PlatformWork work : works) {
                out.add(work.solution());
            }
        }
        tellUnused(wishes, consumed);
        return out;
    }

    private void tellUnused(BuildWishes wishes, Set<String> consumed) {
        Set<String> unused = new TreeSet<>(wishes.arguments().keySet());
        unused.removeAll(consumed);
        unused.removeAll(Variables.PROXIES);
        unused.remove(Variables.EPOCH);
        unused.removeIf(name -> name.startsWith("BUILDKIT_"));
        if (!unused.isEmpty()) {
            progress.warn("no ARG declares what --build-arg sets: " + String.join(", ", unused));
        }
    }

    static JongException cancelled() {
        return JongException.of(ErrorKind.CANCELLED, "the build was cancelled");
    }
}
