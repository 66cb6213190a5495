package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.image.CopyCommand;
import dev.jong.cli.command.image.InspectPlaceCommand;
import dev.jong.cli.command.image.ScpCommand;
import dev.jong.cli.command.registry.DeleteCommand;
import dev.jong.cli.command.registry.LoginCommand;
import dev.jong.cli.command.registry.LogoutCommand;
import dev.jong.cli.command.registry.SearchCommand;
import dev.jong.cli.command.registry.TagsCommand;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.runtime.control.TerminalPlans;
import dev.jong.runtime.plan.Machine;
import dev.jong.service.image.CopyImage;
import dev.jong.service.image.InspectPlace;
import dev.jong.service.image.SaveImages;
import dev.jong.service.registry.AskForCredentials;
import dev.jong.service.registry.StoredLogins;
import dev.jong.store.disk.Staging;

/// The part of the wiring that is about registries, and about images on their way.
final class RegistryWiring {
    private final Wiring wiring;

    RegistryWiring(Wiring wiring) {
        this.wiring = wiring;
    }

    /// The command behind a full name such as `tags`.
    Command command(String path) {
        return switch (path) {
            case "login" -> new LoginCommand(asking(), HttpRegistries::new, StoredLogins::new);
            case "logout" -> new LogoutCommand(StoredLogins::new);
            case "tags" -> new TagsCommand(HttpRegistries::new);
            case "search" -> new SearchCommand(HttpRegistries::new);
            case "delete" -> new DeleteCommand(HttpRegistries::new);
            case "image scp" ->
                    new ScpCommand(
                            new SaveImages(wiring.store(), new NativeSyscalls()),
                            wiring.loadImages());
            case "image copy" -> new CopyCommand(copyImage(), HttpRegistries::new);
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// `inspect` of a place outside of the store.
    Command inspectPlace() {
        InspectPlace inspecting =
                new InspectPlace(wiring.store(), wiring.unpackedLayers(), new NativeSyscalls());
        return new InspectPlaceCommand(inspecting, HttpRegistries::new);
    }

    private AskForCredentials asking() {
        Staging staging = new Staging(wiring.store().temporary());
        return new AskForCredentials(
                new TerminalPlans(Machine.of(System.getProperty("os.arch"))), staging::file);
    }

    private CopyImage copyImage() {
        return new CopyImage(
                wiring.store(),
                wiring.unpackedLayers(),
                new NativeSyscalls(),
                wiring.containers()::usedImages);
    }
}
