package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.ImageCommands;
import dev.jong.cli.command.ImagesCommand;
import dev.jong.service.image.ImportImage;
import dev.jong.service.image.ListImages;
import dev.jong.service.image.RemoveImage;
import java.time.InstantSource;

/// The part of the wiring that is about images and registries.
final class ImageWiring {
    private final Wiring wiring;

    ImageWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `image ls`.
    Command command(String path) {
        return switch (path) {
            case "image load" ->
                    (line, front) -> ImageCommands.load(wiring.loadImages(), line, front);
            case "image import" ->
                    (line, front) -> ImageCommands.importing(importImage(), line, front);
            case "image rm" -> (line, front) -> ImageCommands.remove(removeImage(), line, front);
            case "image inspect" ->
                    (line, front) -> ImageCommands.inspect(wiring.inspectImage(), line, front);
            case "image ls" ->
                    new ImagesCommand(
                            new ListImages(wiring.store(), wiring.unpackedLayers()),
                            wiring.images(),
                            InstantSource.system());
            default -> others(path);
        };
    }

    private Command others(String path) {
        Command local = new LocalImageWiring(wiring).command(path);
        if (local != null) {
            return local;
        }
        Command remote = new PullWiring(wiring).command(path);
        if (remote != null) {
            return remote;
        }
        Command space = new SpaceWiring(wiring).command(path);
        if (space != null) {
            return space;
        }
        return new RegistryWiring(wiring).command(path);
    }

    private ImportImage importImage() {
        return new ImportImage(
                wiring.store(), wiring.unpackedLayers(), wiring.containers()::usedImages);
    }

    private RemoveImage removeImage() {
        return new RemoveImage(
                wiring.store(), wiring.unpackedLayers(), wiring.containers()::usedImages);
    }
}
