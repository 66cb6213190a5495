package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands that observe and change containers that are there.
final class LifeTable {
    private static final String CONTAINER = "CONTAINER";

    private LifeTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "container logs" -> logs();
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
}
