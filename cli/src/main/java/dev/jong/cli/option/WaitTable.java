package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// The command that waits for containers.
final class WaitTable {
    private WaitTable() {}

    static CommandSpec waiting() {
        return CommandSpec.of(
                        "container wait",
                        "wait",
                        "Wait for containers to end and print their exit codes",
                        "CONTAINER...",
                        Arity.atLeast(1),
                        list(
                                "condition",
                                "STATE",
                                "Wait for another state: not-running (default), next-exit, removed, created, running, paused, exited, stopped, healthy, unhealthy"),
                        flag("ignore", "Print -1 for a container that there is not"),
                        text(
                                'i',
                                "interval",
                                "DURATION",
                                "How long to wait between two looks, for other states (default 50ms)"),
                        ContainerTable.LATEST)
                .examples("jong wait web", "jong wait --condition running web db");
    }
}
