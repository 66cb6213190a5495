package dev.jong.cli.command.registry;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.registry.Access;
import dev.jong.service.container.Front;
import dev.jong.service.registry.KeptLogins;
import dev.jong.service.registry.LoginServer;

/// `jong logout [REGISTRY]`.
public final class LogoutCommand implements Command {
    private final KeptLogins.Open logins;

    /// @param logins opens what a caller has stored
    public LogoutCommand(KeptLogins.Open logins) {
        this.logins = logins;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        Access access = AccessArguments.of(line, front);
        KeptLogins kept = logins.of(access.environment(), access.authFile());
        if (line.flag("all")) {
            kept.eraseAll();
            front.out("Removed login credentials for all registries\n");
            return 0;
        }
        String server =
                LoginServer.parse(line.arguments().isEmpty() ? "" : line.arguments().getFirst());
        front.out(
                kept.erase(server)
                        ? "Removing login credentials for " + server + "\n"
                        : "Not logged in to " + server + "\n");
        return 0;
    }
}
