package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// `builder prune` and `builder du`, which are `buildx prune` and `buildx du` too.
final class BuilderTable {
    private BuilderTable() {}

    static CommandSpec prune() {
        return CommandSpec.of(
                        "builder prune",
                        "",
                        "Remove steps of builds that nothing needs",
                        "",
                        Arity.exactly(0),
                        flag('a', "all", "Also those that the next build could use"),
                        list("filter", "KEY=VALUE", "until=DURATION, id=, type=, description~="),
                        flag('f', "force", "Do not ask"),
                        text("keep-storage", "SIZE", "Keep so much, the most recently used")
                                .also("max-used-space"),
                        text("reserved-space", "SIZE", "Never go below this"),
                        text("min-free-space", "SIZE", "Remove until so much of the disk is free"),
                        flag("verbose", "Show more of each"),
                        OptionSpec.later(
                                        OptionSpec.Kind.TEXT,
                                        "builder",
                                        "leave it out; there is one builder")
                                .neutral("default"),
                        text("timeout", "DURATION", "").ignored())
                .examples("jong builder prune -a", "jong builder prune --filter until=24h");
    }

    static CommandSpec du() {
        return CommandSpec.of(
                        "builder du",
                        "",
                        "Show what steps of builds take",
                        "",
                        Arity.exactly(0),
                        list("filter", "KEY=VALUE", "until=DURATION, id=, type=, description~="),
                        text("format", "FORMAT", "Go template, json or table"),
                        flag("verbose", "Show more of each"),
                        OptionSpec.later(
                                        OptionSpec.Kind.TEXT,
                                        "builder",
                                        "leave it out; there is one builder")
                                .neutral("default"),
                        text("timeout", "DURATION", "").ignored())
                .examples("jong builder du");
    }
}
