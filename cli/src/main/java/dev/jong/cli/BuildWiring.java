package dev.jong.cli;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.build.cache.BuildCache;
import dev.jong.build.cache.PruneCache;
import dev.jong.build.files.LayersTree;
import dev.jong.build.files.StatCache;
import dev.jong.build.layer.CopyLayer;
import dev.jong.build.layer.LayerStack;
import dev.jong.build.layer.MergeLayers;
import dev.jong.build.layer.StoreLayer;
import dev.jong.build.solver.Bases;
import dev.jong.build.solver.BuildProgress;
import dev.jong.build.solver.BuildWishes;
import dev.jong.build.solver.LayerWork;
import dev.jong.build.step.RunStep;
import dev.jong.build.step.RunSteps;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.build.BuildCommand;
import dev.jong.cli.command.build.CallerSecrets;
import dev.jong.cli.command.build.FetchBases;
import dev.jong.cli.command.build.LintCommand;
import dev.jong.cli.command.build.LockArguments;
import dev.jong.cli.command.build.PullArgument;
import dev.jong.cli.command.build.SendBuilt;
import dev.jong.cli.command.build.StepArguments;
import dev.jong.cli.command.registry.AccessArguments;
import dev.jong.cli.command.system.SizeSetting;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.engine.WorkerNeeded;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.progress.BuildDisplay;
import dev.jong.cli.progress.Notices;
import dev.jong.image.AddContent;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.image.registry.Registries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.linux.Syscalls;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.BuildRuns;
import dev.jong.service.build.ExportFiles;
import dev.jong.service.build.ExportSteps;
import dev.jong.service.build.FetchRemotes;
import dev.jong.service.build.ImportSteps;
import dev.jong.service.build.KnownSteps;
import dev.jong.service.build.LayoutBases;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.build.StoreBases;
import dev.jong.service.build.lock.Locking;
import dev.jong.service.build.lock.Offline;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions.Pull;
import dev.jong.service.image.SaveImages;
import dev.jong.store.lease.Hold;
import dev.jong.store.snapshot.OwnerMap;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
            case "lint" -> new LintCommand();
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    @Override
    public BuildImage.Built build(
            BuildRequest request, ParsedCommand line, Front front, BuildDisplay display) {
        checkSquash(request);
        if (!BuildCache.isBegun(wiring.store())) {
            beforeWork().run();
        }
        Optional<Long> limit =
                worker ? SizeSetting.BUILD_CACHE.bytes(front.caller()) : Optional.empty();
        Once<Registries> registries = new Once<>(() -> registries(line, front, display));
        try (OpenContexts contexts = contexts(request, line, front);
                FetchRemotes remotes = new SourceWiring(wiring, line, front).remotes(beforeWork());
                ImportSteps.Open imports = imports(request, registries, display);
                BuildCache cache =
                        new BuildCache(
                                wiring.store(),
                                wiring.layers(),
                                kernel,
                                InstantSource.system(),
                                imports.imports());
                Programs programs = new Programs(request, line, front)) {
            AddContent adding =
                    new AddContent(
                            wiring.store(),
                            wiring.unpackedLayers(),
                            wiring.containers()::usedImages);
            Locking locking = LockArguments.of(line, contexts, wiring.images(), display);
            BuildImage.Means means =
                    new BuildImage.Means(
                            locking.over(bases(line, display, registries)),
                            programs,
                            layers(),
                            locking.over(remotes),
                            steps(cache, line, display),
                            cache::steps,
                            beforeWork(),
                            !worker,
                            line.flag("verify"));
            BuildImage.Built built =
                    new BuildImage(wiring.store(), adding, means).run(request, contexts, display);
            locking.built();
            if (cache.changed()) {
                PruneCache pruning = new SpaceWiring(wiring).cache();
                front.afterwards(() -> pruning.bound(limit.orElseGet(pruning::usualLimit)));
            }
            return built;
        } finally {
            registries.made().ifPresent(Registries::close);
        }
    }

    @Override
    public Hold hold() {
        return wiring.store().leases().share();
    }

    private void checkSquash(BuildRequest request) {
        boolean squashes = request.wishes().squash() != BuildWishes.Squash.NOTHING;
        if (squashes && !wiring.unpackedLayers().hasOwners()) {
            throw JongException.of(
                            ErrorKind.UNSUPPORTED,
                            "cannot squash layers where this user has a single id: owners of files would be lost")
                    .hint("give the user a range in /etc/subuid and /etc/subgid");
        }
    }

    private ImportSteps.Open imports(
            BuildRequest request, Once<Registries> registries, BuildProgress progress) {
        if (request.cache().from().isEmpty()) {
            return new ImportSteps.Open(List.of());
        }
        return new ImportSteps(wiring.store(), wiring.layers(), places(), progress)
                .open(request.cache().from(), registries.get());
    }

    private Places places() {
        return new Places(wiring.store(), wiring.unpackedLayers(), kernel);
    }

    @Override
    public void exportSteps(
            BuildImage.Built built,
            BuildRequest request,
            ParsedCommand line,
            Front front,
            BuildDisplay display) {
        try (Registries registries = registries(line, front, display)) {
            new ExportSteps(wiring.store(), places(), display)
                    .run(built, request.cache().to(), registries);
        }
    }

    private static KnownSteps steps(BuildCache cache, ParsedCommand line, BuildProgress progress) {
        return new KnownSteps(
                cache, line.flag("why") ? Optional.of(progress::tell) : Optional.empty());
    }

    private static void needWorker() {
        throw new WorkerNeeded();
    }

    private Registries registries(ParsedCommand line, Front front, BuildProgress progress) {
        return new HttpRegistries(AccessArguments.of(line, front), progress::warn);
    }

    @Override
    public OpenContexts contexts(BuildRequest request, ParsedCommand line, Front front) {
        return new SourceWiring(wiring, line, front).contexts(request, beforeWork());
    }

    private Runnable beforeWork() {
        return worker ? () -> {} : BuildWiring::needWorker;
    }

    private Bases bases(ParsedCommand line, BuildProgress progress, Once<Registries> registries) {
        MissingLayers missing =
                new MissingLayers(wiring.store().content(), wiring.unpackedLayers());
        StoreBases stored =
                new StoreBases(
                        wiring.images(),
                        missing,
                        wiring::installHello,
                        fetch(line, progress, registries),
                        PullArgument.of(line));
        return new LayoutBases(stored, places(), registries, wiring.store().content(), missing);
    }

    private StoreBases.Fetch fetch(
            ParsedCommand line, BuildProgress progress, Once<Registries> registries) {
        if (line.flag("offline")) {
            return (reference, platform) -> {
                throw Offline.image(reference, platform);
            };
        }
        if (PullArgument.of(line) == Pull.NEVER) {
            return (reference, platform) -> {
                throw Images.notFound(reference);
            };
        }
        return new FetchBases(new PullWiring(wiring)::pulling, registries, progress, worker);
    }

    private LayerWork layers() {
        StatCache known =
                StatCache.open(SourceWiring.remembered(wiring), "layers", InstantSource.system())
                        .beforeMany(beforeWork());
        StoreLayer making = new StoreLayer(wiring.store().content(), wiring.layers());
        return new LayerWork(
                new CopyLayer(making),
                new MergeLayers(making, wiring.layers(), kernel),
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
            // Made now, so that a secret which is not there shows before anything is done.
            CallerSecrets secrets = new CallerSecrets(line, front.caller());
            this.runs =
                    new Once<>(() ->
                            new StepWiring(wiring)
                                    .runs(
                                            front,
                                            StepArguments.of(line, request.wishes().allowed()),
                                            secrets));
        }

        @Override
        public Ran run(RunStep step, Consumer<byte[]> output) {
            return runs.get().steps().run(step, output);
        }

        @Override
        public void close() {
            runs.made().ifPresent(BuildRuns::close);
        }
    }

    @Override
    public void send(
            BuildImage.Built built, BuildRequest request, ParsedCommand line, Front front) {
        if (request.outputs().isEmpty()) {
            return;
        }
        Notices notices = new Notices();
        Once<Registries> registries =
                new Once<>(() -> new HttpRegistries(AccessArguments.of(line, front), notices));
        PullWiring registryWiring = new PullWiring(wiring);
        try {
            new SendBuilt(
                            () -> new SaveImages(wiring.store(), kernel),
                            () -> new ExportFiles(kernel, wiring.layers()),
                            registryWiring::pushing,
                            registries)
                    .send(built, request, line, front);
        } finally {
            if (request.passes()) {
                wiring.store().references().forget(built.target().digest());
            }
            notices.print(front);
            registries.made().ifPresent(Registries::close);
        }
    }
}
