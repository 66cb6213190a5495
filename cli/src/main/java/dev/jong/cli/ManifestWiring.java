package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.image.ManifestCommands;
import dev.jong.cli.command.image.ManifestInspectCommand;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.service.image.ManifestLists;
import dev.jong.service.image.PushList;
import dev.jong.service.image.RemoveImage;
import dev.jong.store.usage.LineFile;

/// The part of the wiring that is about lists of images.
final class ManifestWiring {
    private final Wiring wiring;

    ManifestWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `manifest create`.
    Command command(String path) {
        return switch (path) {
            case "manifest create" -> lists()::create;
            case "manifest add" -> lists()::add;
            case "manifest annotate" -> lists()::annotate;
            case "manifest inspect" ->
                    new ManifestInspectCommand(manifestLists(), HttpRegistries::new);
            case "manifest push" -> lists()::push;
            case "manifest rm" -> lists()::rm;
            case "manifest remove" -> lists()::remove;
            case "manifest exists" -> lists()::exists;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    private ManifestCommands lists() {
        return new ManifestCommands(
                manifestLists(),
                new PushList(wiring.store(), origins()),
                new RemoveImage(
                        wiring.store(), wiring.unpackedLayers(), wiring.containers()::usedImages),
                HttpRegistries::new);
    }

    private ManifestLists manifestLists() {
        return new ManifestLists(
                wiring.store(),
                wiring.unpackedLayers(),
                wiring.containers()::usedImages,
                origins());
    }

    /// Only one of these changes it: each runs in a worker, which has one command.
    private LineFile origins() {
        return new LineFile(wiring.store().root().resolve("origins"));
    }
}
