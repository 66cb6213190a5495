package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.List;

/// The commands that go into containers that run.
final class EnterTable {
    private EnterTable() {}

    static CommandSpec exec() {
        // Not interspersed: what follows the container is a command line of its own.
        return new CommandSpec(
                "container exec",
                List.of("exec"),
                "Run one more command in a running container",
                "CONTAINER COMMAND [ARG...]",
                Arity.atLeast(2),
                false,
                List.of(OptionSection.of("Options", execOptions())),
                List.of(
                        "jong exec -it web sh",
                        "jong exec -u www -w /srv web ls -l",
                        "jong exec web sh -c 'echo $HOSTNAME'"),
                "",
                false);
    }

    static CommandSpec attach() {
        return CommandSpec.of(
                        "container attach",
                        "attach",
                        "Show what a running container says, and pass input on to it",
                        "CONTAINER",
                        Arity.exactly(1),
                        text(
                                "detach-keys",
                                "KEYS",
                                "Keys that leave the container's terminal (default ctrl-p,ctrl-q)"),
                        ContainerTable.LATEST,
                        flag("no-stdin", "Pass no input on"),
                        flag("sig-proxy", "Pass signals on to the container (default true)"))
                .examples("jong attach web", "jong attach --sig-proxy=false web");
    }

    private static OptionSpec[] execOptions() {
        return new OptionSpec[] {
            flag('d', "detach", "Leave it running and do not wait for it"),
            text(
                    "detach-keys",
                    "KEYS",
                    "Keys that leave the command's terminal (default ctrl-p,ctrl-q)"),
            list('e', "env", "NAME[=VALUE]", "Environment variable; without a value, the caller's"),
            list("env-file", "FILE", "Read environment variables from a file, one a line"),
            flag('i', "interactive", "Pass standard input on to the command"),
            ContainerTable.LATEST,
            flag("privileged", "Give the command all capabilities"),
            flag('t', "tty", "Give the command a terminal"),
            text('u', "user", "USER[:GROUP]", "User and group, by name or number"),
            text('w', "workdir", "DIR", "Working directory")
        };
    }
}
