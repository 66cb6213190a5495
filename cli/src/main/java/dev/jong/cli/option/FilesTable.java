package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
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
                                    text("format", "FORMAT", "json"),
                                    ContainerTable.LATEST)
                            .examples("jong diff web");
            case "container cp" ->
                    CommandSpec.of(
                                    path,
                                    "cp",
                                    "Copy files between a container and the host",
                                    "CONTAINER:PATH PATH|-  or  PATH|- CONTAINER:PATH",
                                    Arity.exactly(2),
                                    flag(
                                            'a',
                                            "archive",
                                            "Keep owners, and as root all of the mode"),
                                    text(
                                            "chown",
                                            "USER[:GROUP]",
                                            "Whose the files are to be in the container"),
                                    flag('L', "follow-link", "Copy what a link leads to"),
                                    flag("overwrite", "Let directories replace files"),
                                    flag('q', "quiet", "Do not say how much was copied"))
                            .examples(
                                    "jong cp web:/etc/nginx.conf .",
                                    "jong cp site/. web:/srv/www",
                                    "tar -c site | jong cp - web:/srv/www");
            case "container commit" -> CommitTable.commit();
            default -> LaterCommands.spec(path);
        };
    }
}
