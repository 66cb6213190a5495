package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.option.Quoted;
import dev.jong.service.container.RunOptions.Namespaces;
import dev.jong.service.user.UserNamespace;
import java.util.Optional;

/// `--network`, `--pid`, `--ipc`, `--uts`, `--userns` and `--cgroupns`. An empty mode and `default` stand for
/// what holds without the option.
final class NamespaceParser {
    private static final String CONTAINER = "container:";

    private NamespaceParser() {}

    static Namespaces parse(ParsedCommand command) {
        return new Namespaces(
                NetworkParser.mode(command),
                mode(command, "pid", " host private ", true),
                mode(command, "ipc", " host private shareable none ", true),
                mode(command, "uts", " host private ", false),
                userMode(command),
                mode(command, "cgroupns", " host private ", false),
                users(command));
    }

    /// As it was typed.
    private static String userMode(ParsedCommand command) {
        Optional<OptionValue> given = command.value("userns");
        return given.isEmpty() || given.get().text().equals("default") ? "" : given.get().text();
    }

    /// What nobody asks for loads nothing.
    private static Optional<UserNamespace> users(ParsedCommand command) {
        return command.given("userns").isEmpty()
                        && command.given("uidmap").isEmpty()
                        && command.given("gidmap").isEmpty()
                        && command.given("subuidname").isEmpty()
                        && command.given("subgidname").isEmpty()
                ? Optional.empty()
                : UserNamespaceParser.parse(command);
    }

    private static String mode(ParsedCommand command, String option, String modes, boolean joins) {
        Optional<OptionValue> given = command.value(option);
        if (given.isEmpty()) {
            return "";
        }
        OptionValue value = given.get();
        String mode = value.text();
        if (mode.startsWith(CONTAINER) && joins) {
            return container(value);
        }
        if (mode.indexOf(' ') < 0 && modes.contains(" " + mode + " ")) {
            return mode;
        }
        String known = "use one of" + modes + (joins ? "or container:NAME" : "");
        throw value.invalid("no such mode", known.stripTrailing());
    }

    static String container(OptionValue value) {
        String name = value.text().substring(CONTAINER.length());
        if (!Chars.areLettersDigitsOr("_.-", name)) {
            throw value.invalid(
                    "no container name in " + Quoted.of(value.text()), "write container:NAME");
        }
        return value.text();
    }
}
