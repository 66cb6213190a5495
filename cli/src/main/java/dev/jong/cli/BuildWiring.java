package dev.jong.cli;

import dev.jong.build.files.LayersTree;
import dev.jong.build.files.StatCache;
import dev.jong.build.layer.CopyLayer;
import dev.jong.build.layer.LayerStack;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.solver.BuildProgress;
import dev.jong.build.solver.LayerWork;
import dev.jong.build.step.RunSteps;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.build.BuildCommand;
import dev.jong.cli.command.build.CallerSecrets;
import dev.jong.cli.command.build.FetchBases;
import dev.jong.cli.command.build.StepArguments;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.BuildDisplay;
import dev.jong.image.AddContent;
import dev.jong.image.MissingLayers;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.image.registry.Registries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.BuildRuns;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.build.StoreBases;
import dev.jong.service.container.Front;
import dev.jong.store.snapshot.OwnerMap;
import java.nio.file.Path;
import java.time.InstantSource;

/// The part of the wiring that is about builds.
final class BuildWiring implements BuildCommand.Building {
    private final Wiring wiring;
    private final boolean worker;
    private final Syscalls kernel = new NativeSyscalls();

    BuildWiring(Wiring wiring, Lifetime lifetime) {
        this.wiring = wiring;
        this.worker = lifetime.oneShot();
    }

    /// The command behind a full name such as `image build`.
    Command command(String path) {
        return switch (path) {
            case "image build" -> new BuildCommand(this, worker);
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    @Override
    public BuildImage.Built build(
            BuildRequest request, ParsedCommand line, Front front, BuildDisplay display) {
        Once<Registries> registries = new Once<>(() -> registries(line, front, display));
        try (OpenContexts contexts = contexts(request, front);
                Programs programs = new Programs(request, line, front)) {
            AddContent adding =
                    new AddContent(
                            wiring.store(),
                            wiring.unpackedLayers(),
                            wiring.containers()::usedImages);
            BuildImage.Means means =
                    new BuildImage.Means(
                            bases(line, display, registries),
                            programs,
                            layers(),
                            dev.jong.cli.TempBuild.REMOTES,
                            new dev.jong.cli.TempBuild(wiring.store().root()),
                            worker ? () -> {} : BuildWiring::needWorker,
                            !worker);
            return new BuildImage(wiring.store(), adding, means).run(request, contexts, display);
        } finally {
            registries.made().ifPresent(Registries::close);
        }
    }

    private static void needWorker() {
        throw new WorkerNeeded();
    }

    private Registries registries(ParsedCommand line, Front front, BuildProgress progress) {
        return new HttpRegistries(AccessArguments.of(line, front), progress::warn);
    }

    private OpenContexts contexts(BuildRequest request, Front front) {
        Path path = dev.jong.base.Text.path(request.context());
        return OpenContexts.open(
                kernel,
                cache(),
                new OpenContexts.Directory(path, request.context(), true, () -> {}),
                request,
                front.caller().workingDirectory(),
                front::standardInput);
    }

    private Path cache() {
        return wiring.store().root().resolve("cache").resolve("contexts");
    }

    private StoreBases bases(
            ParsedCommand line, BuildProgress progress, Once<Registries> registries) {
        return new StoreBases(
                wiring.images(),
                new MissingLayers(wiring.store().content(), wiring.unpackedLayers()),
                wiring::installHello,
                new FetchBases(new PullWiring(wiring)::pulling, registries, progress, worker),
                line.flag("pull"));
    }

    private LayerWork layers() {
        StatCache known = StatCache.open(cache(), "layers", InstantSource.system());
        return new LayerWork(
                new CopyLayer(new StoreLayer(wiring.store().content(), wiring.layers())),
                tree ->
                        LayersTree.open(
                                kernel,
                                LayerStack.topDown(wiring.layers(), tree),
                                OwnerMap.SAME,
                                known));
    }

    /// What runs programs, made when the first one is to be run.
    private final class Programs implements RunSteps, AutoCloseable {
        private final Once<BuildRuns> runs;

        Programs(BuildRequest request, ParsedCommand line, Front front) {
            this.runs =
                    new Once<>(() ->
                            new StepWiring(wiring)
                                    .runs(
                                            front,
                                            StepArguments.of(line, request.wishes().allowed()),
                                            new CallerSecrets(line, front.caller())));
        }

        @Override
        public Ran run(
                dev.jong.build.step.RunStep step, java.util.function.Consumer<byte[]> output) {
            return runs.get().steps().run(step, output);
        }

        @Override
        public void close() {
            runs.made().ifPresent(BuildRuns::close);
        }
    }

    @Override
    public void send(
            BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front) {}
}
