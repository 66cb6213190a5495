package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.cache.CacheExport;
import dev.jong.build.cache.CachedSteps;
import dev.jong.build.cache.StepRecord;
import dev.jong.build.solver.BuildProgress;
import dev.jong.build.solver.Solver;
import dev.jong.image.copy.Location;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.Registries;
import dev.jong.store.Store;
import dev.jong.store.lease.Hold;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Takes the steps of a build to places where builds of other machines find them.
public final class ExportSteps {
    private final Store store;
    private final CacheExport exporting;
    private final BuildProgress progress;

    public ExportSteps(Store store, Places places, BuildProgress progress) {
        this.store = store;
        this.exporting = new CacheExport(store.content(), places);
        this.progress = progress;
    }

    /// Takes them to all of the places.
    ///
    /// @throws JongException what the first of them said that could not take them, unless it may fail
    public void run(
            BuildImage.Built built, List<CachePlaces.Target> targets, Registries registries) {
        for (CachePlaces.Target target : targets) {
            String label = label(target.at());
            BuildProgress.Shown shown = progress.begin("exporting cache to " + label);
            long begin = System.nanoTime();
            try (Hold _ = store.leases().share()) {
                exporting.run(
                        target.all() ? built.steps() : made(built),
                        target.at(),
                        registries,
                        (blob, how) -> {});
                shown.done(Duration.ofNanos(System.nanoTime() - begin));
            } catch (JongException e) {
                shown.failed(e.text());
                if (!target.mayFail() || e.kind() == ErrorKind.CANCELLED) {
                    throw e;
                }
                progress.warn("cached steps did not go to " + label + ": " + e.text());
            }
        }
    }

    private static List<StepRecord> made(BuildImage.Built built) {
        Set<StepRecord> steps = new LinkedHashSet<>();
        for (Solver.Solution result : built.results()) {
            steps.addAll(CachedSteps.making(result.through(), built.steps()));
        }
        return List.copyOf(steps);
    }

    static String label(Location place) {
        return switch (place) {
            case Location.Remote at -> at.name().familiar();
            case Location.Stored at -> Text.printable(at.name());
            case Location.Layout at -> Text.printable(Text.of(at.directory()));
            case Location.Directory at -> Text.printable(Text.of(at.directory()));
            case Location.OciArchive at -> Text.printable(Text.of(at.file()));
            case Location.DockerArchive at -> Text.printable(Text.of(at.file()));
        };
    }
}
