package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.CopyCommand;
import dev.jong.cli.command.DeleteCommand;
import dev.jong.cli.command.InspectPlaceCommand;
import dev.jong.cli.command.LoginCommand;
import dev.jong.cli.command.LogoutCommand;
import dev.jong.cli.command.ScpCommand;
import dev.jong.cli.command.SearchCommand;
import dev.jong.cli.command.TagsCommand;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.HttpRegistries;
import dev.jong.image.registry.Registries;
import dev.jong.linux.NativeSyscalls;
import dev.jong.runtime.control.TerminalPlans;
import dev.jong.runtime.plan.Machine;
import dev.jong.service.container.Front;
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
            case "login" -> new LoginCommand(asking(), RegistryWiring::reach, StoredLogins::new);
            case "logout" -> new LogoutCommand(StoredLogins::new);
            case "tags" -> new TagsCommand(RegistryWiring::reach);
            case "search" -> new SearchCommand(RegistryWiring::reach);
            case "delete" -> new DeleteCommand(RegistryWiring::reach);
            case "image scp" ->
                    new ScpCommand(
                            new SaveImages(wiring.store(), new NativeSyscalls()),
                            wiring.loadImages());
            case "image copy" -> new CopyCommand(copyImage(), RegistryWiring::reach);
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    /// `inspect` of a place outside of the store.
    Command inspectPlace() {
        InspectPlace inspecting =
                new InspectPlace(wiring.store(), wiring.unpackedLayers(), new NativeSyscalls());
        return new InspectPlaceCommand(inspecting, RegistryWiring::reach);
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

    private static Registries reach(Access access, Front front) {
        return new HttpRegistries(access, line -> front.err(line + "\n"));
    }
}
