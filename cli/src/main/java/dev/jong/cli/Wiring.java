package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.CreateCommand;
import dev.jong.cli.command.container.ExplainCommand;
import dev.jong.cli.command.container.InspectCommand;
import dev.jong.cli.command.container.KnownOptions;
import dev.jong.cli.command.container.RunCommand;
import dev.jong.cli.command.container.SignalCommands;
import dev.jong.cli.command.image.InspectPlaceCommand;
import dev.jong.cli.command.system.CompletionCommand;
import dev.jong.cli.command.system.DoctorCommand;
import dev.jong.cli.command.system.EngineCommands;
import dev.jong.cli.command.system.VersionCommand;
import dev.jong.cli.engine.Lifetime;
import dev.jong.cli.option.GlobalOptions;
import dev.jong.image.HelloImage;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.Sweeper;
import dev.jong.image.UnpackedLayers;
import dev.jong.linux.NativeSyscalls;
import dev.jong.runtime.capability.Capability;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.host.ReadHost;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.service.build.BuildFolder;
import dev.jong.service.container.Connector;
import dev.jong.service.container.Containers;
import dev.jong.service.container.CreateContainer;
import dev.jong.service.container.DecideContainer;
import dev.jong.service.container.Decisions;
import dev.jong.service.container.ExplainContainer;
import dev.jong.service.container.FailedLaunch;
import dev.jong.service.container.FindRootImage;
import dev.jong.service.container.Front;
import dev.jong.service.container.InspectContainer;
import dev.jong.service.container.LeftoverCgroups;
import dev.jong.service.container.ProgramCheck;
import dev.jong.service.container.ProvideVolumes;
import dev.jong.service.container.RemoveContainer;
import dev.jong.service.container.RootCopier;
import dev.jong.service.container.RunContainer;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.SweepContainers;
import dev.jong.service.container.SystemPaths;
import dev.jong.service.image.InspectImage;
import dev.jong.service.image.LoadImages;
import dev.jong.service.log.PackLogs;
import dev.jong.service.network.NetworkParts;
import dev.jong.service.scope.UserScope;
import dev.jong.service.space.LastUsed;
import dev.jong.service.space.UsedImages;
import dev.jong.service.system.Doctor;
import dev.jong.service.system.IdRanges;
import dev.jong.service.volume.ListVolumes;
import dev.jong.service.why.program.CheckProgram;
import dev.jong.store.Store;
import dev.jong.store.disk.Unfinished;
import dev.jong.store.event.EventJournal;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.lease.Leases;
import dev.jong.store.snapshot.ShiftedTrees;
import dev.jong.store.usage.LineFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Puts the rooms together by hand. Everything is made when a command first needs it, and then kept, so that a
/// cold `run` makes nothing that it does not use.
final class Wiring implements AutoCloseable {
    /// Directories of the store with records in them.
    private static final List<String> RECORDS =
            List.of(
                    "refs",
                    "images",
                    "layers",
                    "build",
                    "build/steps",
                    "build/last",
                    "build/mounts");

    private final EngineArguments arguments;
    private final Lifetime lifetime;
    private final EventJournal journal;
    private final Once<Host> host;
    private final Once<Store> store;
    private final Once<Layers> layers;
    private final Once<Images> images;
    private final Once<Containers> containers;
    private final Once<CreateContainer> createContainer;
    private final Once<LastUsed> lastUsed;
    private final Once<Optional<NetworkParts>> networkParts;
    private final Once<Connector> connector;
    private final Once<LineFile> pins;
    private final UsedImages used = new UsedImages();
    private final KnownOptions knownOptions = new KnownOptions();

    Wiring(EngineArguments arguments, Lifetime lifetime) {
        this.arguments = arguments;
        this.lifetime = lifetime;
        this.journal = new EventJournal(storeDirectory());
        this.host = new Once<>(() -> ReadHost.read(arguments.namespacesRefused()));
        this.store =
                new Once<>(() -> Store.open(storeDirectory(), InstantSource.system(), journal));
        this.layers = new Once<>(this::makeLayers);
        this.images = new Once<>(() -> new Images(store.get()));
        this.containers =
                new Once<>(() -> new Containers(storeDirectory(), runtimeDirectory(), journal));
        this.createContainer = new Once<>(this::makeCreateContainer);
        this.networkParts = new Once<>(() -> networks().parts());
        this.connector = new Once<>(() -> networks().connector(networkParts.get()));
        this.pins = new Once<>(() -> new LineFile(storeDirectory().resolve("pins")));
        this.lastUsed =
                new Once<>(() -> new LastUsed(new LineFile(storeDirectory().resolve("used"))));
    }

    /// The command behind a full name such as `container run`.
    ///
    /// @param global options that stood before it
    Command command(String path, GlobalOptions global) {
        return switch (path) {
            case "container run" ->
                    new RunCommand(
                            new RunContainer(
                                    createContainer.get(),
                                    containers.get(),
                                    this::failedLaunch,
                                    this::userScope,
                                    () -> new DutyWiring(this).duties(),
                                    connector()),
                            knownOptions,
                            new MissingImages(this, lifetime, global));
            case "container create" ->
                    new CreateCommand(
                            createContainer.get(),
                            new MissingImages(this, lifetime, global),
                            userScope());
            case "image build", "lint" -> new BuildWiring(this, lifetime).command(path);
            case "container start" -> new EnterWiring(this).start();
            case "container attach" -> new EnterWiring(this).attach();
            case "container exec" -> new EnterWiring(this).exec();
            case "container why" -> new WhyWiring(this).command();
            case "container kill" -> signals()::kill;
            case "container stop" -> signals()::stop;
            case "container wait" -> new EventWiring(this).waiting();
            case "container rm" -> signals()::remove;
            case "clean_up" -> signals()::cleanUp;
            case "duty", "healthcheck run", "system start-all", "system boot-units" ->
                    new DutyWiring(this).command(path);
            case "container inspect" -> inspect();
            case "container ls",
                    "container logs",
                    "container restart",
                    "container rename",
                    "container exists",
                    "container port",
                    "container top",
                    "container stats",
                    "container pause",
                    "container unpause" ->
                    new LifeWiring(this).command(path);
            case "inspect" ->
                    (line, front) ->
                            (InspectPlaceCommand.isMeant(line)
                                            ? new RegistryWiring(this).inspectPlace()
                                            : inspect())
                                    .run(line, front);
            case "explain run" ->
                    new ExplainCommand(
                            new ExplainContainer(
                                    rootImages(),
                                    deciding(new SeccompFilters(Architecture.host(), kernel())),
                                    host.get(),
                                    storeDirectory()));
            case "explain user" -> new WhyWiring(this).users();
            case "doctor" -> (line, front) -> new DoctorCommand(doctor(front)).run(line, front);
            case "container update" -> new EventWiring(this).update();
            case "system events" -> new EventWiring(this).events();
            case "system info" -> new InfoWiring(this).info(global);
            case "version" -> new VersionCommand();
            case "completion" -> new CompletionCommand();
            case "engine status" -> engine()::status;
            case "engine stop" -> engine()::stop;
            default -> new ImageWiring(this).command(path);
        };
    }

    private Command inspect() {
        LifeWiring life = new LifeWiring(this);
        return new InspectCommand(
                containers.get(),
                new InspectContainer(containers.get(), life.pauses()),
                life.sizes(),
                inspectImage(),
                new ListVolumes(containers.get()),
                new NetworkCommandWiring(this).inspecting());
    }

    Containers containers() {
        return containers.get();
    }

    /// What connects containers.
    Connector connector() {
        return connector.get();
    }

    /// What networks of this engine's containers are made of; empty where they have none.
    Optional<NetworkParts> networkParts() {
        return networkParts.get();
    }

    /// What they are put together by.
    NetworkWiring networks() {
        return new NetworkWiring(this, lifetime);
    }

    Host host() {
        return host.get();
    }

    /// Unpacked layers.
    Layers layers() {
        return layers.get();
    }

    Store store() {
        return store.get();
    }

    Images images() {
        return images.get();
    }

    SweepContainers sweep() {
        return new SweepContainers(containers.get(), runtimeDirectory(), leftoverCgroups());
    }

    FailedLaunch failedLaunch() {
        return new FailedLaunch(leftoverCgroups(), programCheck());
    }

    ProgramCheck programCheck() {
        return new CheckProgram(
                storeDirectory(), NativeSyscalls::new, System.getProperty("os.arch", ""));
    }

    LeftoverCgroups leftoverCgroups() {
        return new LeftoverCgroups(() -> userScope().known());
    }

    /// Groups that the user's systemd gives.
    UserScope userScope() {
        return new UserScope(host.get(), runtimeDirectory());
    }

    /// Removes layers and records that killed commands left unfinished, from a store that is there.
    void sweepStore() {
        Unfinished.sweep(storeDirectory());
        for (String part : RECORDS) {
            Unfinished.sweep(storeDirectory().resolve(part));
        }
        sweepUnpacked();
        containers.get().volumes().volumes().sweep();
        containers.get().networks().sweep();
        new ShiftedTrees(new NativeSyscalls(), storeDirectory()).sweep();
    }

    private void sweepUnpacked() {
        if (Files.isDirectory(storeDirectory().resolve("layers"))
                && Files.isDirectory(storeDirectory().resolve("tmp"))) {
            layers.get().sweep();
        }
    }

    /// Gives back what containers had of networks whose parents were killed.
    void sweepNetworks() {
        if (Files.isDirectory(runtimeDirectory().resolve("net"))) {
            connector().sweep();
        }
    }

    /// Gives back what processes had that were killed: containers that nobody hears of, and their networks.
    void sweepKilled() {
        sweep().run();
        sweepNetworks();
    }

    /// Compresses files of logs that were rotated.
    void packLogs() {
        new PackLogs(containers.get(), new NativeSyscalls()).run();
    }

    /// Sweeps content when somebody could not, or was killed before.
    void catchUp() {
        if (Files.exists(storeDirectory().resolve(Leases.WANTED))) {
            sweepUnpacked();
            if (BuildFolder.sweepKilled(runtimeDirectory())) {
                sweepKilled();
            }
            new Sweeper(store.get(), unpackedLayers()).catchUp(containers.get()::usedImages);
        }
    }

    /// Writes down which images were used, unless that is known. An engine for one command does not: when its front has
    /// ended it must be at nothing any more.
    void noteUse() {
        if (lifetime.oneShot()) {
            return;
        }
        List<String> ids = used.take();
        if (!ids.isEmpty() && Files.exists(storeDirectory().resolve("version"))) {
            lastUsed().touch(ids);
        }
    }

    /// One for the process, as its lock is.
    LineFile pins() {
        return pins.get();
    }

    LastUsed lastUsed() {
        return lastUsed.get();
    }

    /// A command that may bring images in, and what keeps the store's limit.
    Command limited(Command command, GlobalOptions global) {
        return new SpaceWiring(this).limited(command, global);
    }

    /// The engine's end.
    @Override
    public void close() {
        networkParts.made().flatMap(parts -> parts).ifPresent(NetworkParts::close);
        store.made().ifPresent(Store::close);
    }

    private Path storeDirectory() {
        return Path.of(arguments.store());
    }

    Path runtimeDirectory() {
        return Path.of(arguments.runtime());
    }

    private SignalCommands signals() {
        SignalContainer signals =
                new SignalContainer(
                        containers.get(),
                        new ControlPlans(host.get()),
                        new LifeWiring(this).thawing());
        return new SignalCommands(
                containers.get(),
                signals,
                new RemoveContainer(containers.get(), signals, leftoverCgroups(), connector()));
    }

    private EngineCommands engine() {
        return new EngineCommands(lifetime::state, lifetime, storeDirectory(), runtimeDirectory());
    }

    Doctor doctor(Front front) {
        IdRanges ranges = new IdRanges(Path.of("/"), front.caller().uid());
        return new Doctor(host.get(), store.get().root(), ranges, networks().examine());
    }

    LoadImages loadImages() {
        return new LoadImages(store.get(), unpackedLayers(), containers.get()::usedImages);
    }

    InspectImage inspectImage() {
        return new InspectImage(store.get(), unpackedLayers());
    }

    private FindRootImage rootImages() {
        return new FindRootImage(
                images.get(),
                store.get().references(),
                layers.get(),
                () -> new MissingLayers(store.get().content(), unpackedLayers()),
                this::loadImages,
                this::installHello,
                used);
    }

    /// The image that comes with Jong is stored when somebody first asks for it.
    boolean installHello(String name) {
        if (!name.equals("hello")) {
            return false;
        }
        Path program = Path.of(System.getProperty("java.class.path")).resolveSibling("hello");
        new HelloImage(store.get(), unpackedLayers()).install(program);
        return true;
    }

    UnpackedLayers unpackedLayers() {
        return new UnpackedLayers(store.get().layers(), layers.get());
    }

    private Layers makeLayers() {
        return new Layers(store.get().root(), new NativeSyscalls(), owners());
    }

    /// Whether files can be given to others.
    Owners owners() {
        Host.Identity identity = host.get().identity();
        // An ordinary user who was refused a user namespace sees many ids and may use none of them.
        boolean gives = identity.mappedIds() > 1 && identity.has(Capability.CHOWN.number());
        return gives ? Owners.APPLY : Owners.KEEP;
    }

    private static KernelVersion kernel() {
        return KernelVersion.parse(System.getProperty("os.version"));
    }

    private ProvideVolumes provideVolumes() {
        return new ProvideVolumes(containers.get(), new NativeSyscalls(), host.get().isolation());
    }

    private DecideContainer deciding(SeccompFilters filters) {
        return new DecideContainer(
                host.get(), containers.get(), SystemPaths.ofHost(), filters, connector());
    }

    /// Filters of system calls, compiled once for the store.
    SeccompFilters filters() {
        return new SeccompFilters(
                Architecture.host(),
                kernel(),
                lifetime.build(),
                storeDirectory().resolve("cache/seccomp"));
    }

    private CreateContainer makeCreateContainer() {
        return new CreateContainer(
                containers.get(),
                rootImages(),
                new Decisions(deciding(filters())),
                store.get().leases(),
                new RootCopier(NativeSyscalls::new, host.get().isolation()),
                this::provideVolumes,
                connector());
    }
}
