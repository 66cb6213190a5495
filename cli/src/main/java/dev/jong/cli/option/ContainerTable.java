package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// The commands on containers that exist.
final class ContainerTable {
    static final String CONTAINERS = "CONTAINER [CONTAINER...]";

    /// Podman's way to name a container: [ParsedCommand#latest].
    static final OptionSpec LATEST =
            flag('l', "latest", "The last created one, in place of a name");

    /// Ways to name several: [ParsedCommand#chooses].
    static final OptionSpec ALL = flag('a', "all", "All that it can be done to, in place of names");

    static final OptionSpec FILTER =
            list("filter", "KEY=VALUE", "Those that match, as with ps, in place of names");
    private static final OptionSpec IGNORE =
            flag('i', "ignore", "Say nothing of one that there is not");

    static final String FORMAT_LIST = "Show as: table, json, table TEMPLATE, or a Go template";
    static final String FORMAT_OBJECT = "Show as: json, or a Go template";

    private ContainerTable() {}

    static CommandSpec ls() {
        return CommandSpec.of(
                        "container ls",
                        "ps",
                        "List containers",
                        "",
                        Arity.exactly(0),
                        flag('a', "all", "Show stopped ones too"),
                        list('f', "filter", "KEY=VALUE", "Show only those that match"),
                        text("format", "FORMAT", FORMAT_LIST),
                        text('n', "last", "NUMBER", "Show the last so many created, in any state"),
                        flag('l', "latest", "Show the last created one, in any state"),
                        flag("no-trunc", "Do not shorten anything"),
                        flag('q', "quiet", "Show ids only"),
                        flag('s', "size", "Show sizes on disk"))
                .also("container list")
                .also("container ps")
                .examples(
                        "jong ps -a",
                        "jong ps -q --filter status=exited",
                        "jong ps --format '{{.ID}} {{.Names}}'");
    }

    static CommandSpec rm() {
        return CommandSpec.of(
                        "container rm",
                        "rm",
                        "Remove containers",
                        CONTAINERS,
                        Arity.atLeast(1),
                        ALL,
                        FILTER,
                        flag('f', "force", "Kill a running container first"),
                        IGNORE,
                        LATEST,
                        flag('v', "volumes", "Remove its anonymous volumes too"),
                        later(Kind.FLAG, "link", "there are no links to remove"))
                .also("container remove")
                .examples("jong rm web", "jong rm -f $(jong ps -aq)");
    }

    static CommandSpec inspect() {
        return CommandSpec.of(
                "container inspect",
                "",
                "Show all details of containers",
                CONTAINERS,
                Arity.atLeast(1),
                text('f', "format", "FORMAT", FORMAT_OBJECT),
                LATEST,
                flag('s', "size", "Show sizes on disk"));
    }

    static CommandSpec start() {
        return CommandSpec.of(
                        "container start",
                        "start",
                        "Start stopped containers",
                        CONTAINERS,
                        Arity.atLeast(1),
                        flag('a', "attach", "Show its output and wait for its end"),
                        flag('i', "interactive", "Pass standard input on to the container"),
                        flag("all", ALL.help()),
                        FILTER,
                        LATEST,
                        text("detach-keys", "KEYS", "Keys that leave the container's terminal"),
                        later(Kind.TEXT, "checkpoint", "start the container afresh"),
                        later(Kind.TEXT, "checkpoint-dir", "start the container afresh"))
                .examples("jong start web", "jong start -ai shell");
    }

    static CommandSpec stop() {
        return CommandSpec.of(
                        "container stop",
                        "stop",
                        "Stop running containers",
                        CONTAINERS,
                        Arity.atLeast(1),
                        ALL,
                        FILTER,
                        IGNORE,
                        LATEST,
                        text('s', "signal", "SIGNAL", "Signal that asks it to stop"),
                        text(
                                        't',
                                        "timeout",
                                        "SECONDS",
                                        "How long to wait before it is killed; -1 for ever")
                                .also("time"))
                .examples("jong stop web", "jong stop -t 2 web");
    }

    static CommandSpec kill() {
        return CommandSpec.of(
                        "container kill",
                        "kill",
                        "Send a signal to running containers",
                        CONTAINERS,
                        Arity.atLeast(1),
                        ALL,
                        LATEST,
                        text('s', "signal", "SIGNAL", "Signal to send (default KILL)"))
                .examples("jong kill -s HUP web");
    }
}
