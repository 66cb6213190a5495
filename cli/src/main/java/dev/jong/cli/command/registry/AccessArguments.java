package dev.jong.cli.command.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.image.registry.Access;
import dev.jong.image.registry.Credentials;
import dev.jong.service.container.Front;
import java.nio.file.Path;
import java.util.Optional;

/// What a command line says about the way to registries: `--creds`, `--authfile`, `--cert-dir`, `--tls-verify`,
/// and `--insecure` where a command has it.
public final class AccessArguments {
    private AccessArguments() {}

    /// What the line says; paths count from the caller's directory.
    ///
    /// @throws JongException INVALID_ARGUMENT for `--creds` without a colon
    public static Access of(ParsedCommand line, Front front) {
        return of(line, front, "");
    }

    /// The same for one side of a copy.
    ///
    /// @param side `src-` or `dest-`, which stands before the name of each option; `--authfile` serves both
    public static Access of(ParsedCommand line, Front front, String side) {
        Optional<Path> authFile = path(line, front, side + "authfile");
        return new Access(
                line.value(side + "creds").map(AccessArguments::credentials),
                !line.flag(side + "tls-verify", line.flag("tls-verify", true))
                        || line.flag("insecure"),
                path(line, front, side + "cert-dir"),
                authFile.isPresent() ? authFile : path(line, front, "authfile"),
                front.caller().environment());
    }

    private static Credentials credentials(OptionValue value) {
        int colon = value.text().indexOf(':');
        if (colon <= 0) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "--" + value.option().name() + " needs a user and a password")
                    .hint("write USER:PASSWORD, or use jong login");
        }
        return new Credentials(value.text().substring(0, colon), value.text().substring(colon + 1));
    }

    private static Optional<Path> path(ParsedCommand line, Front front, String option) {
        return line.value(option).map(value -> Text.path(front.caller().absolute(value.text())));
    }
}
