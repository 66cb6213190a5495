package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.image.HistoryCommand;
import dev.jong.cli.command.image.LocalImageCommands;
import dev.jong.cli.command.image.SquashCommand;
import dev.jong.cli.command.image.TreeCommand;
import dev.jong.cli.command.image.WasteCommand;
import dev.jong.linux.NativeSyscalls;
import dev.jong.service.container.ExportContainer;
import dev.jong.service.image.ImageHistory;
import dev.jong.service.image.ImageTree;
import dev.jong.service.image.ImageWaste;
import dev.jong.service.image.SaveImages;
import dev.jong.service.image.SquashImage;
import dev.jong.service.image.TagImage;
import dev.jong.service.image.UntagImage;
import java.time.InstantSource;

/// The part of the wiring that is about images and needs no registry.
final class LocalImageWiring {
    private final Wiring wiring;

    LocalImageWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `image tag`.
    Command command(String path) {
        return switch (path) {
            case "image tag" ->
                    (line, _) ->
                            LocalImageCommands.tag(
                                    new TagImage(wiring.store(), wiring.unpackedLayers()), line);
            case "image untag" ->
                    (line, _) -> LocalImageCommands.untag(new UntagImage(wiring.store()), line);
            case "image exists" -> (line, _) -> LocalImageCommands.exists(wiring.images(), line);
            case "image save" ->
                    (line, front) ->
                            LocalImageCommands.save(
                                    new SaveImages(wiring.store(), new NativeSyscalls()),
                                    line,
                                    front);
            case "image history" ->
                    new HistoryCommand(
                            new ImageHistory(wiring.store(), wiring.unpackedLayers()),
                            InstantSource.system());
            case "image tree" ->
                    new TreeCommand(new ImageTree(wiring.store(), wiring.unpackedLayers()));
            case "image waste" ->
                    new WasteCommand(
                            new ImageWaste(
                                    wiring.store(), wiring.unpackedLayers(), new NativeSyscalls()));
            case "image squash" ->
                    new SquashCommand(
                            new SquashImage(
                                    wiring.store(),
                                    wiring.unpackedLayers(),
                                    new NativeSyscalls(),
                                    wiring.containers()::usedImages));
            case "container export" ->
                    (line, front) ->
                            LocalImageCommands.export(
                                    new ExportContainer(wiring.containers(), new NativeSyscalls()),
                                    line,
                                    front);
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }
}
