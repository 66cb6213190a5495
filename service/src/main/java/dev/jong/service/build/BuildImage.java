package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.cache.CachedSteps;
import dev.jong.build.cache.StepRecord;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.ParseDockerfile;
import dev.jong.build.export.MakeImage;
import dev.jong.build.lint.Checks;
import dev.jong.build.lint.Finding;
import dev.jong.build.lint.LintSettings;
import dev.jong.build.solver.Bases;
import dev.jong.build.solver.BuildProgress;
import dev.jong.build.solver.LayerWork;
import dev.jong.build.solver.Remotes;
import dev.jong.build.solver.Solver;
import dev.jong.build.solver.StepCache;
import dev.jong.build.step.RunSteps;
import dev.jong.build.verify.CompareBuilds;
import dev.jong.build.verify.CompareLayers;
import dev.jong.build.verify.MadeSteps;
import dev.jong.image.AddContent;
import dev.jong.image.Image;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import dev.jong.oci.Reference;
import dev.jong.store.Store;
import dev.jong.store.event.Event;
import dev.jong.store.lease.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// `build`: from a Dockerfile and a context to an image with names. When this fails or is killed no name has changed, and
/// the steps that were done by then are found again by the next build.
public final class BuildImage {
    private final Store store;
    private final AddContent adding;
    private final Means means;

    /// What a build is done with.
    ///
    /// @param programs made when the first program is to be run
    /// @param steps those that the cache found or was given so far
    /// @param beforeWork asked before the first step that the cache does not know; ends the build by throwing
    /// @param looking whether this build only looks whether there is anything to do: then `beforeWork` throws
    /// @param verifying whether it builds twice without the cache and ends when the results differ
    public record Means(
            Bases bases,
            RunSteps programs,
            LayerWork layers,
            Remotes remotes,
            StepCache cache,
            Supplier<List<StepRecord>> steps,
            Runnable beforeWork,
            boolean looking,
            boolean verifying) {}

    public BuildImage(Store store, AddContent adding, Means means) {
        this.store = store;
        this.adding = adding;
        this.means = means;
    }

    /// What was built.
    ///
    /// @param id digest of the image's config, or of the list of several images
    /// @param target what its names stand for
    /// @param images for each platform
    /// @param steps that it took
    public record Built(
            Digest id,
            Descriptor target,
            List<Image> images,
            List<Solver.Solution> results,
            List<StepRecord> steps) {
        public Built {
            images = List.copyOf(images);
            results = List.copyOf(results);
            steps = List.copyOf(steps);
        }
    }

    /// Builds.
    ///
    /// @throws JongException what the context, the Dockerfile or a step said
    public Built run(BuildRequest request, OpenContexts contexts, BuildProgress progress) {
        Dockerfile file = parse(contexts);
        warn(file, request, contexts, progress);
        Supplier<Built> work = () -> build(file, request, contexts, progress);
        if (!means.looking()) {
            return adding.run(work);
        }
        try (Hold _ = store.leases().share()) {
            return work.get();
        }
    }

    /// The Dockerfile of a build.
    public static Dockerfile parse(OpenContexts contexts) {
        return ParseDockerfile.parse(contexts.dockerfileName(), contexts.dockerfile());
    }

    /// What the frontend's checks find.
    public static Checks.Report check(
            Dockerfile file, BuildRequest request, OpenContexts contexts) {
        LintSettings settings =
                LintSettings.usual()
                        .knowing(
                                request.wishes().arguments(),
                                path -> contexts.main().exclusion(path).isPresent(),
                                stage -> Optional.empty());
        return Checks.builtIn(file, settings);
    }

    private static void warn(
            Dockerfile file, BuildRequest request, OpenContexts contexts, BuildProgress progress) {
        Checks.Report report = check(file, request, contexts);
        for (Finding finding : report.findings()) {
            String line = " (line " + finding.at().first() + ")";
            progress.warn(finding.rule() + ": " + finding.message() + line);
        }
        if (report.error() && !report.findings().isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "checks have found something, and the Dockerfile wants an error then")
                    .hint("jong build --check shows it");
        }
    }

    private Built build(
            Dockerfile file, BuildRequest request, OpenContexts contexts, BuildProgress progress) {
        List<Solver.Solution> results =
                means.verifying()
                        ? verified(file, request, contexts, progress)
                        : solve(file, request, contexts, progress, means.cache());
        MakeImage making = new MakeImage(store.content());
        List<Image> images = new ArrayList<>();
        for (Solver.Solution result : results) {
            images.add(making.image(result, request.image(), inline(request, result)));
        }
        Descriptor target =
                images.size() == 1
                        ? images.getFirst().target()
                        : making.list(images, request.image());
        Digest id = images.size() == 1 ? images.getFirst().id() : target.digest();
        if (request.keeps()) {
            name(request.names(), target);
        } else if (request.passes()) {
            store.references().keep(target);
        }
        if (means.verifying()) {
            progress.tell("identical: " + target.digest());
        }
        return new Built(id, target, images, results, means.steps().get());
    }

    private List<StepRecord> inline(BuildRequest request, Solver.Solution result) {
        return request.cache().inline()
                ? CachedSteps.making(result.through(), means.steps().get())
                : List.of();
    }

    /// The first of two builds that came to the same.
    private List<Solver.Solution> verified(
            Dockerfile file, BuildRequest request, OpenContexts contexts, BuildProgress progress) {
        MadeSteps first = MadeSteps.over(means.cache());
        List<Solver.Solution> one = solve(file, request, contexts, progress, first);
        MadeSteps second = MadeSteps.forgotten();
        List<Solver.Solution> two = solve(file, request, contexts, progress, second);
        new CompareBuilds(file, new CompareLayers(store.content()))
                .check(
                        new CompareBuilds.Build(one, first.all()),
                        new CompareBuilds.Build(two, second.all()));
        return one;
    }

    private List<Solver.Solution> solve(
            Dockerfile file,
            BuildRequest request,
            OpenContexts contexts,
            BuildProgress progress,
            StepCache cache) {
        Solver solver =
                new Solver(
                        contexts,
                        means.bases(),
                        means.programs(),
                        means.layers(),
                        means.remotes(),
                        cache,
                        progress,
                        means.beforeWork());
        return solver.solve(file, request.wishes(), contexts.place());
    }

    private void name(List<Reference> names, Descriptor target) {
        if (names.isEmpty()) {
            store.references().keep(target);
        }
        for (Reference name : names) {
            store.references().put(name, target);
            store.events().append(Event.image("tag", name.familiar(), name.familiar()));
        }
    }
}
