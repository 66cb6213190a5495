package dev.jong.service.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.cache.CacheMounts;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.step.RunStep;
import dev.jong.build.step.RunSteps;
import dev.jong.build.step.TreeLayer;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.BriefContainer;
import dev.jong.service.container.BriefContainers;
import dev.jong.service.container.BriefWish;
import dev.jong.service.container.RootImage;
import dev.jong.store.layer.Layers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Programs of `RUN`: each in a container that nobody hears of, launched by a front of the build's own.
public final class RunBuildSteps implements RunSteps, AutoCloseable {
    private final BriefContainers containers;
    private final StepFronts fronts;
    private final StepOptions options;
    private final StepSources sources;
    private final StepChanges changes;

    /// @param fronts carry the launches out
    /// @param options what holds for all steps
    /// @param secrets of the caller
    /// @param folder a directory of this build's own, which is not on the disk
    /// @param store takes the layers of what programs changed
    public RunBuildSteps(
            BriefContainers containers,
            StepFronts fronts,
            StepOptions options,
            Layers layers,
            CacheMounts caches,
            Secrets secrets,
            Syscalls kernel,
            Path folder,
            StoreLayer store) {
        this.containers = containers;
        this.fronts = fronts;
        this.options = options;
        this.sources = new StepSources(layers, caches, secrets, new Agents(folder), kernel, folder);
        this.changes = new StepChanges(store, kernel);
    }

    @Override
    public Ran run(RunStep step, Consumer<byte[]> output) {
        RootImage root = TreeRoot.of(step.tree(), sources.layers());
        try (StepMounts mounts = StepMounts.of(step, root.layers(), sources);
                StepFronts.One front = fronts.take()) {
            BriefWish wish =
                    new BriefWish(
                            new StepWish(options, containers.host().isolation())
                                    .of(step, mounts.variables()),
                            root,
                            mounts.mounts(),
                            mounts.places());
            front.output(output);
            BriefContainer ran = containers.run(wish, front.front(), front::close);
            return finished(ran, mounts, front);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw JongException.of(ErrorKind.CANCELLED, "the step was ended").causedBy(e);
            }
            throw e;
        }
    }

    /// No step is at work any more.
    @Override
    public void close() {
        sources.agents().close();
    }

    private Ran finished(BriefContainer ran, StepMounts mounts, StepFronts.One front) {
        try {
            front.finish();
            // Most steps are not the last.
            fronts.prepare();
            return new Finished(ran, mounts.paths(), changes);
        } catch (RuntimeException e) {
            ran.close();
            throw e;
        }
    }

    private record Finished(BriefContainer container, List<String> mounted, StepChanges packing)
            implements Ran {
        @Override
        public int exitCode() {
            return container.exitCode();
        }

        @Override
        public Optional<TreeLayer> changes(Instant latest) {
            return packing.pack(container, mounted, latest);
        }

        @Override
        public void close() {
            container.close();
        }
    }
}
