package dev.jong.cli;

import dev.jong.base.JongException;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.InspectPlaceCommand;
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
            case CommandLine.Invoke invoke -> command(invoke).run(invoke.command(), front);
            case CommandLine.Help help -> print(front, HelpText.of(help.path()));
            case CommandLine.Version version ->
                    print(front, "jong version " + Version.text() + "\n");
        };
    }

    private Command command(CommandLine.Invoke invoke) {
        String path = invoke.command().path();
        Command command = wiring.command(path);
        return switch (path) {
            case "image load", "image import", "image pull", "image copy", "image squash" ->
                    wiring.limited(command, invoke.global());
            default -> command;
        };
    }

    @Override
    public boolean isHeavy(List<String> arguments) {
        for (String argument : arguments) {
            if (argument.equals("load")
                    || argument.equals("import")
                    || argument.equals("save")
                    || argument.equals("pull")
                    || argument.equals("push")
                    || argument.equals("export")
                    || argument.equals("squash")
                    || argument.equals("waste")
                    || argument.equals("copy")
                    || argument.equals("scp")
                    || argument.equals("tags")
                    || argument.equals("login")
                    || argument.equals("logout")
                    || argument.equals("search")
                    || argument.equals("delete")
                    || argument.equals("inspect")
                    || argument.equals("registry")
                    || argument.equals("manifest")
                    || argument.startsWith("oci:")
                    || argument.startsWith("docker-archive:")) {
                // Only now worth a second parse; a word like this may also stand among a program's
                // arguments.
                return isHeavyCommand(arguments);
            }
        }
        return false;
    }

    private static boolean isHeavyCommand(List<String> arguments) {
        try {
            return CommandLineParser.parse(arguments) instanceof CommandLine.Invoke invoke
                    && switch (invoke.command().path()) {
                        case "image load", "image import", "image pull", "image push" -> true;
                        case "image save", "container export", "image squash", "image waste" ->
                                true;
                        case "image copy",
                                "image scp",
                                "tags",
                                "search",
                                "delete",
                                "login",
                                "logout" ->
                                true;
                        case "inspect" -> InspectPlaceCommand.isMeant(invoke.command());
                        case "registry serve", "registry gc" -> true;
                        case "manifest create",
                                "manifest add",
                                "manifest annotate",
                                "manifest inspect",
                                "manifest push",
                                "manifest rm",
                                "manifest exists" ->
                                true;
                        case "container run", "container create" ->
                                isArchive(invoke.command().arguments());
                        default -> false;
                    };
        } catch (JongException e) {
            // Whoever carries the command out says what is wrong with it.
            return false;
        }
    }

    private static boolean isArchive(List<String> arguments) {
        String image = arguments.isEmpty() ? "" : arguments.getFirst();
        return image.startsWith("oci:") || image.startsWith("docker-archive:");
    }

    @Override
    public void begin() {
        wiring.sweep().run();
        wiring.sweepStore();
    }

    @Override
    public void tidy() {
        wiring.containers().emptyTrash();
        wiring.catchUp();
        wiring.noteUse();
    }

    private static int print(Front front, String text) {
        front.out(text);
        return 0;
    }
}
