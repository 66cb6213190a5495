package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// The command that tells of events.
final class EventTable {
    private EventTable() {}

    static CommandSpec events() {
        return CommandSpec.of(
                        "system events",
                        "events",
                        "Show what happens to containers, images, networks and volumes",
                        "",
                        Arity.exactly(0),
                        list(
                                'f',
                                "filter",
                                "KEY=VALUE",
                                "Only those that fit: container, event, image, label, network, scope, type, volume"),
                        text(
                                "format",
                                "FORMAT",
                                "json, or a Go template such as {{.Action}} {{.Actor.ID}}"),
                        text(
                                "since",
                                "TIME",
                                "Also what happened then or later (2026-01-31T10:20:30, 10m)"),
                        text("stream", "true|false", "false: end with what has happened so far"),
                        text("until", "TIME", "End at that time"))
                .examples(
                        "jong events",
                        "jong events --since 1h --filter type=container --filter event=die",
                        "jong events --since 10m --until 0s --format json");
    }
}
