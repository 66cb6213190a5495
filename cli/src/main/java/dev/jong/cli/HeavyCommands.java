package dev.jong.cli;

import dev.jong.base.JongException;
import dev.jong.cli.command.image.InspectPlaceCommand;
import dev.jong.cli.option.CommandLine;
import dev.jong.cli.option.CommandLineParser;
import dev.jong.cli.option.ParsedCommand;
import java.util.List;
import java.util.Set;

/// The commands that a worker carries out: those that hash, compress or go over a network.
final class HeavyCommands {
    static final Set<String> PATHS =
            Set.of(
                    "image load",
                    "image import",
                    "image save",
                    "image pull",
                    "image push",
                    "image squash",
                    "image waste",
                    "image copy",
                    "image scp",
                    "container export",
                    "container commit",
                    "volume export",
                    "volume import",
                    "volume clone",
                    "login",
                    "logout",
                    "tags",
                    "search",
                    "delete");

    /// Words of which a heavy command has one: its last word, or that of its group.
    private static final Set<String> WORDS =
            Set.of(
                    "load",
                    "import",
                    "save",
                    "pull",
                    "push",
                    "squash",
                    "waste",
                    "copy",
                    "scp",
                    "export",
                    "commit",
                    "clone",
                    "login",
                    "logout",
                    "tags",
                    "search",
                    "delete",
                    "inspect",
                    "registry",
                    "manifest");

    private HeavyCommands() {}

    /// Whether a command line is for a worker. Every `run` asks this, so a command line is only parsed for it when one
    /// of its words says that it might be.
    static boolean contain(List<String> arguments) {
        for (String argument : arguments) {
            if (WORDS.contains(argument) || isPlace(argument)) {
                return isHeavy(arguments);
            }
        }
        return false;
    }

    private static boolean isHeavy(List<String> arguments) {
        try {
            return CommandLineParser.parse(arguments) instanceof CommandLine.Invoke invoke
                    && isHeavy(invoke.command());
        } catch (JongException e) {
            // Whoever carries the command out says what is wrong with it.
            return false;
        }
    }

    private static boolean isHeavy(ParsedCommand command) {
        String path = command.path();
        return PATHS.contains(path)
                || path.startsWith("registry ")
                || path.startsWith("manifest ")
                || switch (path) {
                    case "inspect" -> InspectPlaceCommand.isMeant(command);
                    case "container run", "container create" ->
                            !command.arguments().isEmpty()
                                    && isPlace(command.arguments().getFirst());
                    default -> false;
                };
    }

    /// An archive or layout that a container runs from directly.
    private static boolean isPlace(String argument) {
        return argument.startsWith("oci:") || argument.startsWith("docker-archive:");
    }
}
