package dev.jong.cli.command.container;

import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.RunOptionsParser;
import dev.jong.service.container.Front;
import dev.jong.service.container.RunOptions;

/// Warns of ports that mean nothing, as Docker does.
final class DiscardedPorts {
    private DiscardedPorts() {}

    static void tell(ParsedCommand line, RunOptions options, Front front) {
        if (RunOptionsParser.discardsPorts(line, options)) {
            front.tell(
                    "published ports are discarded when using host network mode",
                    "the container's ports are the host's");
        }
    }
}
