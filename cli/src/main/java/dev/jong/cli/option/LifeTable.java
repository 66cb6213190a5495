package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

import java.util.List;

/// The commands that observe and change containers that are there.
final class LifeTable {
    private static final String CONTAINER = "CONTAINER";

    private LifeTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "container logs" -> logs();
            case "container restart" -> restart();
            case "container rename" ->
                    CommandSpec.of(
                                    path,
                                    "rename",
                                    "Give a container another name",
                                    "CONTAINER NAME",
                                    Arity.exactly(2))
                            .examples("jong rename web old-web");
            case "container exists" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Tell by exit code 0 or 1 whether there is a container",
                            CONTAINER,
                            Arity.exactly(1));
            case "container port" ->
                    CommandSpec.of(
                            path,
                            "port",
                            "Show published ports",
                            "CONTAINER [PORT[/PROTOCOL]]",
                            Arity.between(1, 2),
                            ContainerTable.LATEST);
            case "container top" -> top();
            case "container stats" -> stats();
            case "container pause" ->
                    CommandSpec.of(
                            path,
                            "pause",
                            "Freeze all processes of containers",
                            ContainerTable.CONTAINERS,
                            Arity.atLeast(1),
                            ContainerTable.ALL,
                            ContainerTable.FILTER,
                            ContainerTable.LATEST);
            case "container unpause" ->
                    CommandSpec.of(
                            path,
                            "unpause",
                            "Let paused containers go on",
                            ContainerTable.CONTAINERS,
                            Arity.atLeast(1),
                            ContainerTable.ALL,
                            ContainerTable.FILTER,
                            ContainerTable.LATEST);
            default -> throw new IllegalArgumentException("no command " + path);
        };
    }

    private static CommandSpec logs() {
        return CommandSpec.of(
                        "container logs",
                        "logs",
                        "Show what a container said in the background",
                        CONTAINER,
                        Arity.exactly(1),
                        flag(
                                "details",
                                "Begin each line with what --log-opt labels, env and tag ask for"),
                        flag('f', "follow", "Go on with what it says, until it ends"),
                        ContainerTable.LATEST,
                        text(
                                "since",
                                "TIME",
                                "Only what it said then or later (2026-01-31T10:20:30, 10m)"),
                        text(
                                'n',
                                "tail",
                                "NUMBER",
                                "Only so many lines from the end (default all)"),
                        flag('t', "timestamps", "Begin each line with its time"),
                        text("until", "TIME", "Only what it said then or before"))
                .examples(
                        "jong logs web",
                        "jong logs -f --tail 20 web",
                        "jong logs -t --since 10m web");
    }

    private static CommandSpec restart() {
        return CommandSpec.of(
                        "container restart",
                        "restart",
                        "Stop containers and start them again",
                        ContainerTable.CONTAINERS,
                        Arity.atLeast(1),
                        ContainerTable.ALL,
                        ContainerTable.FILTER,
                        ContainerTable.LATEST,
                        text('s', "signal", "SIGNAL", "Signal that asks it to stop"),
                        text(
                                        't',
                                        "timeout",
                                        "SECONDS",
                                        "How long to wait before it is killed; -1 for ever")
                                .also("time"))
                .examples("jong restart web", "jong restart -t 2 web");
    }

    /// Everything behind the container is for ps.
    private static CommandSpec top() {
        return new CommandSpec(
                "container top",
                List.of("top"),
                "Show the processes of a container",
                "CONTAINER [PS OPTION...]",
                Arity.atLeast(1),
                false,
                List.of(OptionSection.of("Options", ContainerTable.LATEST)),
                List.of("jong top web", "jong top web aux", "jong top web -o pid,rss,args"),
                "",
                false);
    }

    private static CommandSpec stats() {
        return CommandSpec.of(
                        "container stats",
                        "stats",
                        "Show what containers use, every second",
                        "[CONTAINER...]",
                        Arity.atLeast(0),
                        flag('a', "all", "Show those too that do not run"),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        ContainerTable.LATEST,
                        flag("no-stream", "Show it once"),
                        flag("no-trunc", "Do not shorten anything"))
                .examples("jong stats", "jong stats --no-stream web");
    }
}
