package dev.jong.cli.command.build;

import dev.jong.base.JongException;
import dev.jong.build.solver.BuildProgress;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.image.pull.PlatformChoice;
import dev.jong.image.pull.PullProgress;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Platform;
import dev.jong.oci.Reference;
import dev.jong.service.build.StoreBases;
import dev.jong.service.image.PullImages;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Pulls base images, each a step of its own that is shown.
public final class FetchBases implements StoreBases.Fetch {
    private final Supplier<PullImages> pulling;
    private final Supplier<Registries> registries;
    private final BuildProgress progress;
    private final boolean worker;

    /// @param worker whether this process may go over a network
    public FetchBases(
            Supplier<PullImages> pulling,
            Supplier<Registries> registries,
            BuildProgress progress,
            boolean worker) {
        this.pulling = pulling;
        this.registries = registries;
        this.progress = progress;
        this.worker = worker;
    }

    @Override
    public void fetch(String reference, Platform platform) {
        if (!worker) {
            throw new WorkerNeeded();
        }
        Reference name = Reference.parse(reference);
        BuildProgress.Shown shown = progress.begin("[pull] " + name.familiar());
        long begin = System.nanoTime();
        try {
            pulling.get()
                    .pull(
                            registries.get(),
                            name,
                            new PlatformChoice(Optional.of(platform), false),
                            PullProgress.none());
            shown.done(Duration.ofNanos(System.nanoTime() - begin));
        } catch (JongException e) {
            shown.failed(e.text());
            throw e;
        }
    }
}
