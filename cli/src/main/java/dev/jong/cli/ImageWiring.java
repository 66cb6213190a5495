package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.image.ImageCommands;
import dev.jong.cli.command.image.ImagesCommand;
import dev.jong.cli.command.image.PlatformTreeCommand;
import dev.jong.service.image.ImportImage;
import dev.jong.service.image.ListImages;
import dev.jong.service.image.PlatformTree;
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
                    (line, front) ->
                            (line.flag("tree") ? platformTree() : images()).run(line, front);
            default -> others(path);
        };
    }

    private Command others(String path) {
        if (path.startsWith("manifest ")) {
            return new ManifestWiring(wiring).command(path);
        }
        if (path.startsWith("network ")) {
            return new NetworkCommandWiring(wiring).command(path);
        }
        if (path.startsWith("volume ")) {
            return new VolumeWiring(wiring).command(path);
        }
        if (path.startsWith("registry ")) {
            return new ServerWiring(wiring).command(path);
        }
        return switch (path) {
            case "image pull", "image push" -> new PullWiring(wiring).command(path);
            case "image tag",
                    "image untag",
                    "image exists",
                    "image save",
                    "image history",
                    "image tree",
                    "image waste",
                    "image squash",
                    "container export" ->
                    new LocalImageWiring(wiring).command(path);
            case "container diff", "container cp", "container commit" ->
                    new FilesWiring(wiring).command(path);
            case "image prune",
                    "image pin",
                    "image unpin",
                    "container prune",
                    "system prune",
                    "system df",
                    "builder prune",
                    "builder du" ->
                    new SpaceWiring(wiring).command(path);
            default -> new RegistryWiring(wiring).command(path);
        };
    }

    private Command images() {
        return new ImagesCommand(
                new ListImages(wiring.store(), wiring.unpackedLayers()),
                wiring.images(),
                InstantSource.system());
    }

    private Command platformTree() {
        return new PlatformTreeCommand(
                new ListImages(wiring.store(), wiring.unpackedLayers()),
                new PlatformTree(
                        wiring.store(), wiring.unpackedLayers(), wiring.containers()::usedImages),
                wiring.images(),
                InstantSource.system());
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
