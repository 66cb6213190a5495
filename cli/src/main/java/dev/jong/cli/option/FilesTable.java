package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.text;

/// The commands about the files of containers.
final class FilesTable {
    private FilesTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "container diff" ->
                    CommandSpec.of(
                                    path,
                                    "diff",
                                    "Show which files a container has changed: A added, C changed, D deleted",
                                    "CONTAINER",
                                    Arity.exactly(1),
                                    text("format", "FORMAT", "json"))
                            .examples("jong diff web");
            default -> LaterCommands.spec(path);
        };
    }
}
