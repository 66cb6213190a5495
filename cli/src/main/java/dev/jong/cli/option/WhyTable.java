package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.text;

/// The command that explains how containers are.
final class WhyTable {
    private WhyTable() {}

    static CommandSpec why() {
        return CommandSpec.of(
                        "container why",
                        "why",
                        "Say why a container stopped, did not start, or does not answer",
                        ContainerTable.CONTAINERS,
                        Arity.atLeast(1),
                        text("format", "FORMAT", "json, or a Go template for each container"),
                        ContainerTable.LATEST)
                .examples("jong why web", "jong why --format '{{(index .Causes 0).Kind}}' web");
    }
}
