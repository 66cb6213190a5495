package dev.jong.cli.command.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.Credentials;
import dev.jong.image.registry.Registries;
import dev.jong.service.container.Front;
import dev.jong.service.registry.AskForCredentials;
import dev.jong.service.registry.AskForCredentials.Given;
import dev.jong.service.registry.KeptLogins;
import dev.jong.service.registry.LoginServer;
import java.util.Optional;

/// `jong login [REGISTRY]`: credentials are kept when the registry has taken them. They are never printed, and no error
/// holds them.
public final class LoginCommand implements Command {
    private final AskForCredentials asking;
    private final ReachRegistries registries;
    private final KeptLogins.Open logins;

    /// @param logins opens what a caller has stored
    public LoginCommand(
            AskForCredentials asking, ReachRegistries registries, KeptLogins.Open logins) {
        this.asking = asking;
        this.registries = registries;
        this.logins = logins;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        String server =
                LoginServer.parse(line.arguments().isEmpty() ? "" : line.arguments().getFirst());
        Access access = AccessArguments.of(line, front);
        KeptLogins kept = logins.of(access.environment(), access.authFile());
        Optional<Credentials> before = kept.find(server);
        if (line.flag("get-login")) {
            front.out(Text.printable(user(server, before)) + "\n");
            return 0;
        }
        Given given = given(line, front, before);
        boolean nothingSaid = given.user().isEmpty() && given.password().isEmpty();
        if (nothingSaid && before.isPresent() && stillGood(server, access, before.get(), front)) {
            front.out("Login Succeeded\n");
            return 0;
        }
        Credentials credentials = asking.complete(given, front);
        check(server, access, credentials, front);
        String where = kept.store(server, credentials);
        if (where.startsWith("/")) {
            front.err(
                    "WARNING! Your credentials are stored unencrypted in '"
                            + Text.printable(where)
                            + "'.\n");
            front.err(
                    "hint: name a credential helper there, as \"credsStore\" or in \"credHelpers\"\n");
        }
        if (line.flag("verbose")) {
            front.out("Kept in " + Text.printable(where) + "\n");
        }
        front.out("Login Succeeded\n");
        return 0;
    }

    private static Given given(ParsedCommand line, Front front, Optional<Credentials> before) {
        Optional<String> user = line.value("username").map(OptionValue::text);
        Optional<String> password = line.value("password").map(OptionValue::text);
        if (password.isPresent()) {
            if (line.flag("password-stdin")) {
                throw line.conflict("--password and --password-stdin", "leave --password out");
            }
            front.err("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n");
        }
        if (line.flag("password-stdin")) {
            if (user.isEmpty()) {
                throw JongException.of(
                                ErrorKind.INVALID_ARGUMENT, "--password-stdin needs --username")
                        .hint("say whose password it is with --username");
            }
            password = Optional.of(AskForCredentials.passwordOf(front.standardInput()));
        }
        Optional<String> suggested = before.map(Credentials::user).filter(u -> !u.isEmpty());
        return new Given(user, password, suggested);
    }

    private static String user(String server, Optional<Credentials> before) {
        return before.map(Credentials::user)
                .orElseThrow(() ->
                        JongException.of(ErrorKind.NOT_FOUND, "you are not logged in to " + server)
                                .hint("log in with: jong login " + server));
    }

    private boolean stillGood(String server, Access access, Credentials kept, Front front) {
        try {
            check(server, access, kept, front);
            return true;
        } catch (JongException e) {
            if (e.kind() == ErrorKind.UNAUTHENTICATED) {
                return false;
            }
            throw e;
        }
    }

    private void check(String server, Access access, Credentials credentials, Front front) {
        Access as =
                new Access(
                        Optional.of(credentials),
                        access.insecure(),
                        access.certificates(),
                        access.authFile(),
                        access.environment());
        try (Registries reached = registries.reach(as, front)) {
            reached.registry(server).check();
        } catch (JongException e) {
            if (e.kind() != ErrorKind.UNAUTHENTICATED) {
                throw e;
            }
            throw JongException.of(
                            ErrorKind.UNAUTHENTICATED,
                            "cannot log in to " + server + ": it refuses this user and password")
                    .hint(
                            "nothing was stored; many registries want a token instead of the password")
                    .causedBy(e);
        }
    }
}
