package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.image.PullCommand;
import dev.jong.cli.command.image.PushCommand;
import dev.jong.image.copy.Places;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.container.RunOptions;
import dev.jong.service.image.PullImages;
import dev.jong.service.image.PushImages;
import dev.jong.store.partial.PartialBlobs;

/// The part of the wiring that is about fetching images from registries and sending them there.
final class PullWiring {
    private final Wiring wiring;

    PullWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `image pull`.
    Command command(String path) {
        return switch (path) {
            case "image pull" -> pull();
            case "image push" -> push();
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// Fetches an image that a container is to be made from.
    Command forContainer(RunOptions.ImageSource.Named image) {
        return (line, front) -> {
            pull().forContainer(image, line.flag("quiet"), front);
            return 0;
        };
    }

    private PullCommand pull() {
        return new PullCommand(pulling(), HttpRegistries::new);
    }

    /// What fetches images.
    PullImages pulling() {
        return new PullImages(
                wiring.store(),
                wiring.unpackedLayers(),
                partials(),
                wiring.containers()::usedImages);
    }

    private PushCommand push() {
        return new PushCommand(pushing(), HttpRegistries::new);
    }

    /// What sends images.
    PushImages pushing() {
        Places places = new Places(wiring.store(), wiring.unpackedLayers(), new NativeSyscalls());
        return new PushImages(wiring.store(), places);
    }

    private PartialBlobs partials() {
        return new PartialBlobs(
                wiring.store().partial(), wiring.store().content(), new NativeSyscalls());
    }
}
