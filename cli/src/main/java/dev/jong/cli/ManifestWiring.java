package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.ManifestCommands;
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
            case "manifest inspect" -> lists()::inspect;
            case "manifest push" -> lists()::push;
            case "manifest rm" -> lists()::rm;
            case "manifest exists" -> lists()::exists;
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// Runs in a worker, which has one command: so the list has one object in the process.
    private ManifestCommands lists() {
        LineFile origins = new LineFile(wiring.store().root().resolve("origins"));
        return new ManifestCommands(
                new ManifestLists(
                        wiring.store(),
                        wiring.unpackedLayers(),
                        wiring.containers()::usedImages,
                        origins),
                new PushList(wiring.store(), origins),
                new RemoveImage(
                        wiring.store(), wiring.unpackedLayers(), wiring.containers()::usedImages),
                HttpRegistries::new);
    }
}
