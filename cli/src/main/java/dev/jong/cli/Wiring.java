package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.CreateCommand;
import dev.jong.cli.command.RunCommand;
import dev.jong.cli.command.SignalCommands;
import dev.jong.cli.command.StartCommand;
import dev.jong.image.Images;
import dev.jong.image.MissingLayers;
import dev.jong.image.UnpackedLayers;
import dev.jong.image.transport.ReadImages;
import dev.jong.linux.NativeSyscalls;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.host.Host;
import dev.jong.runtime.host.ReadHost;
import dev.jong.runtime.seccomp.Architecture;
import dev.jong.runtime.seccomp.KernelVersion;
import dev.jong.runtime.seccomp.SeccompFilters;
import dev.jong.service.container.Containers;
import dev.jong.service.container.CreateContainer;
import dev.jong.service.container.RunContainer;
import dev.jong.service.container.SignalContainer;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.SystemPaths;
import dev.jong.service.container.FindRootImage;
import dev.jong.store.Store;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import java.nio.file.Path;
import java.time.InstantSource;

/// Puts the rooms together by hand. Everything is made when a command first needs it, and then kept, so that a
/// cold `run` makes nothing that it does not use.
final class Wiring {
    private final EngineArguments arguments;
    private final Once<Host> host;
    private final Once<Containers> containers;
    private final Once<Store> store;
    private final Once<Layers> layers;
    private final Once<Images> images;
    private final Once<CreateContainer> createContainer;

    Wiring(EngineArguments arguments) {
        this.arguments = arguments;
        this.host = new Once<>(() -> ReadHost.read(arguments.namespacesRefused()));
        this.containers = new Once<>(this::makeContainers);
        this.store = new Once<>(() -> Store.open(Path.of(arguments.store()), InstantSource.system()));
        this.layers = new Once<>(this::makeLayers);
        this.images = new Once<>(() -> new Images(store.get()));
        this.createContainer = new Once<>(this::makeCreateContainer);
    }

    /// The command behind a full name such as `container run`.
    Command command(String path) {
        return switch (path) {
            case "container run" -> new RunCommand(new RunContainer(createContainer.get(), containers.get()));
            case "container create" -> new CreateCommand(createContainer.get());
            case "container start" -> new StartCommand(new StartContainer(host.get(), containers.get()), containers.get());
            case "container kill" -> signals()::kill;
            case "container stop" -> signals()::stop;
            case "container wait" -> signals()::await;
            case "container rm" -> signals()::remove;
            case "clean_up" -> (line, front) -> signals().cleanUp(line);
            default -> throw new IllegalArgumentException(path);
        };
    }

    Containers containers() {
        return containers.get();
    }

    private SignalCommands signals() {
        return new SignalCommands(
                containers.get(), new SignalContainer(containers.get(), new ControlPlans(host.get())));
    }

    private FindRootImage rootImages() {
        return new FindRootImage(
                images.get(), layers.get(), this::missingLayers, this::readImages, name -> false);
    }

    private MissingLayers missingLayers() {
        return new MissingLayers(store.get().content(), unpackedLayers());
    }

    private ReadImages readImages() {
        return new ReadImages(store.get().content(), unpackedLayers());
    }

    private UnpackedLayers unpackedLayers() {
        return new UnpackedLayers(store.get().layers(), layers.get());
    }

    private Layers makeLayers() {
        Owners owners = host.get().identity().mappedIds() > 1 ? Owners.APPLY : Owners.KEEP;
        return new Layers(store.get().root(), new NativeSyscalls(), owners);
    }

    private Containers makeContainers() {
        return new Containers(Path.of(arguments.store()), Path.of(arguments.runtime()));
    }

    private CreateContainer makeCreateContainer() {
        SeccompFilters filters =
                new SeccompFilters(Architecture.host(), KernelVersion.parse(System.getProperty("os.version")));
        return new CreateContainer(host.get(), containers.get(), rootImages(), SystemPaths.ofHost(), filters);
    }
}
