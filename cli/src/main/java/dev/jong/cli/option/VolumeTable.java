package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// The commands about volumes.
final class VolumeTable {
    private static final String VOLUMES = "VOLUME [VOLUME...]";
    private static final String CLUSTER = "leave it out; there is no cluster";

    private VolumeTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "volume create" -> create();
            case "volume ls" -> ls();
            case "volume inspect" ->
                    CommandSpec.of(
                            path,
                            "",
                            "Show all details of volumes",
                            VOLUMES,
                            Arity.atLeast(1),
                            text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT));
            case "volume exists" ->
                    CommandSpec.of(
                            path,
                            "",
                            "End with 0 if there is such a volume, else with 1",
                            "VOLUME",
                            Arity.exactly(1));
            case "volume rm" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Remove volumes that no container uses",
                                    VOLUMES,
                                    Arity.atLeast(1),
                                    flag('f', "force", "Do not mind those that are missing"))
                            .also("volume remove")
                            .examples("jong volume rm data");
            case "volume prune" -> prune();
            case "volume export" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Write a volume's files to an archive",
                                    "VOLUME",
                                    Arity.exactly(1),
                                    text(
                                            'o',
                                            "output",
                                            "FILE",
                                            "Write to this file, not to standard output"))
                            .examples("jong volume export -o data.tar data");
            case "volume import" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Unpack an archive into an empty volume, which is made if missing",
                                    "VOLUME [FILE|-]",
                                    Arity.between(1, 2))
                            .examples("jong volume import data data.tar");
            case "volume clone" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Copy a volume into an empty one, which is made if missing",
                                    "VOLUME NEW",
                                    Arity.exactly(2))
                            .examples("jong volume clone data data-before");
            default -> LaterCommands.spec(path);
        };
    }

    private static CommandSpec create() {
        return CommandSpec.of(
                        "volume create",
                        "",
                        "Make a volume, unless there is one of that name",
                        "[VOLUME]",
                        Arity.between(0, 1),
                        text('d', "driver", "DRIVER", "Only local is known"),
                        list('l', "label", "KEY=VALUE", "Label"),
                        flag("ignore", "Accepted: a volume of that name is no error"),
                        list(
                                'o',
                                "opt",
                                "KEY=VALUE",
                                "What to mount: type, device, o (options of mount, with commas)"),
                        later(Kind.TEXT, "availability", CLUSTER),
                        later(Kind.TEXT, "group", CLUSTER),
                        later(Kind.TEXT, "limit-bytes", CLUSTER),
                        later(Kind.TEXT, "required-bytes", CLUSTER),
                        later(Kind.TEXT, "scope", CLUSTER),
                        later(Kind.LIST, "secret", CLUSTER),
                        later(Kind.TEXT, "sharing", CLUSTER),
                        later(Kind.LIST, "topology-preferred", CLUSTER),
                        later(Kind.LIST, "topology-required", CLUSTER),
                        later(Kind.TEXT, "type", CLUSTER))
                .examples(
                        "jong volume create data",
                        "jong volume create --opt type=tmpfs --opt device=tmpfs --opt o=size=64m cache",
                        "jong volume create --opt type=none --opt o=bind --opt device=/srv/site site");
    }

    private static CommandSpec ls() {
        return CommandSpec.of(
                        "volume ls",
                        "",
                        "List volumes",
                        "",
                        Arity.exactly(0),
                        list(
                                'f',
                                "filter",
                                "KEY=VALUE",
                                "Show only some: dangling, driver, label, name"),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        flag('q', "quiet", "Show names only"),
                        later(Kind.FLAG, "cluster", CLUSTER))
                .examples("jong volume ls --filter dangling=true");
    }

    private static CommandSpec prune() {
        return CommandSpec.of(
                        "volume prune",
                        "",
                        "Remove volumes without a name that no container uses",
                        "",
                        Arity.exactly(0),
                        flag('a', "all", "Remove those with a name too"),
                        list(
                                "filter",
                                "KEY=VALUE",
                                "Remove only what matches: label, label!, until"),
                        flag('f', "force", "Do not ask"))
                .examples("jong volume prune -a -f");
    }
}
