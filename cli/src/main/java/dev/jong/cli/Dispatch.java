package dev.jong.cli;

import dev.jong.cli.command.Command;
import dev.jong.cli.command.container.LatestCommand;
import dev.jong.cli.engine.Handler;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.HelpText;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import java.nio.file.Files;
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
            case CommandLine.Invoke invoke -> command(invoke).run(invoke.command(), front);
            case CommandLine.Help help -> print(front, HelpText.of(help.path()));
            case CommandLine.Version version ->
                    print(front, "jong version " + Version.text() + "\n");
        };
    }

    private Command command(CommandLine.Invoke invoke) {
        String path = invoke.command().path();
        Command command = wiring.command(path, invoke.global());
        return switch (path) {
            case "image load",
                    "image import",
                    "image pull",
                    "image copy",
                    "image squash",
                    "container commit" ->
                    wiring.limited(command, invoke.global());
            case "container run", "container create" ->
                    invoke.command().flag("replace")
                            ? new LifeWiring(wiring).replacing(command)
                            : command;
            default -> chosen(invoke.command(), command);
        };
    }

    /// A command whose containers are not named but chosen.
    private Command chosen(ParsedCommand line, Command command) {
        if (line.chooses()) {
            return new LifeWiring(wiring).many(command);
        }
        return line.latest() ? new LatestCommand(command, wiring.containers()) : command;
    }

    @Override
    public boolean isHeavy(List<String> arguments) {
        return HeavyCommands.contain(arguments);
    }

    /// Monitors and engines name the store and nothing else before it.
    @Override
    public boolean waits(List<String> arguments) {
        return arguments.size() > 2
                && arguments.getFirst().equals("--root")
                && arguments.get(2).equals("duty");
    }

    @Override
    public void begin() {
        wiring.sweep().run();
        wiring.sweepStore();
        wiring.sweepNetworks();
        new DutyWiring(wiring).takeUp();
        recoverPaused();
        wiring.packLogs();
    }

    @Override
    public void tidy() {
        wiring.containers().emptyTrash();
        wiring.catchUp();
        wiring.noteUse();
        recoverPaused();
    }

    /// Asked after every command, so it costs a look at one name.
    private void recoverPaused() {
        if (Files.exists(wiring.runtimeDirectory().resolve("still"))) {
            new FilesWiring(wiring).still().recover();
        }
    }

    private static int print(Front front, String text) {
        front.out(text);
        return 0;
    }
}
