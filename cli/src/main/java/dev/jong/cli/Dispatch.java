package dev.jong.cli;

import dev.jong.cli.engine.Handler;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.HelpText;
import dev.jong.service.container.Front;
import java.util.List;

/// From a command line to its command.
final class Dispatch implements Handler {
    private final Wiring wiring;

    Dispatch(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public int handle(List<String> arguments, Front front) {
        return switch (CommandLineParser.parse(arguments)) {
            case CommandLine.Invoke invoke -> wiring.command(invoke.command().path()).run(invoke.command(), front);
            case CommandLine.Help help -> print(front, HelpText.of(help.path()));
            case CommandLine.Version version -> print(front, "jong version " + Version.text() + "\n");
        };
    }

    @Override
    public void begin() {
        wiring.sweep().run();
    }

    @Override
    public void tidy() {
        wiring.containers().emptyTrash();
    }

    private static int print(Front front, String text) {
        front.out(text);
        return 0;
    }
}
