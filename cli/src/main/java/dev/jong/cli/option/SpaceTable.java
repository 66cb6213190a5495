package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands about the store's space.
final class SpaceTable {
    private static final String IMAGES = "IMAGE [IMAGE...]";
    private static final String FILTER = "Remove only what matches, such as until=24h";

    private SpaceTable() {}

    static CommandSpec spec(String path) {
        return switch (path) {
            case "container prune" -> containerPrune();
            case "image prune" -> imagePrune();
            case "image pin" ->
                    CommandSpec.of(
                                    path,
                                    "",
                                    "Keep images although nothing uses them",
                                    IMAGES,
                                    Arity.atLeast(0))
                            .examples("jong image pin debian:12");
            case "image unpin" ->
                    CommandSpec.of(
                            path, "", "Let pinned images go again", IMAGES, Arity.atLeast(1));
            case "system df" -> df();
            case "system prune" -> systemPrune();
            case "system info" ->
                    CommandSpec.of(
                            path,
                            "info",
                            "Show facts about this host and the store",
                            "",
                            Arity.exactly(0),
                            text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT));
            default -> LaterCommands.spec(path);
        };
    }

    private static CommandSpec containerPrune() {
        return CommandSpec.of(
                        "container prune",
                        "",
                        "Remove all containers that do not run",
                        "",
                        Arity.exactly(0),
                        list("filter", "KEY=VALUE", FILTER),
                        force())
                .examples("jong container prune -f --filter until=24h");
    }

    private static CommandSpec imagePrune() {
        return CommandSpec.of(
                        "image prune",
                        "",
                        "Remove images without a name, and what nothing needs",
                        "",
                        Arity.exactly(0),
                        flag('a', "all", "Remove all images that no container uses"),
                        list("filter", "KEY=VALUE", FILTER),
                        force())
                .examples("jong image prune -a -f");
    }

    private static CommandSpec df() {
        return CommandSpec.of(
                        "system df",
                        "df",
                        "Show what the store's space goes to",
                        "",
                        Arity.exactly(0),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        flag('v', "verbose", "Show each image and container"),
                        text(
                                "why",
                                "PATH|ID|NAME",
                                "Say what keeps this file, blob, layer, image or container"))
                .examples("jong df", "jong df --why debian:12");
    }

    private static CommandSpec systemPrune() {
        return CommandSpec.of(
                        "system prune",
                        "",
                        "Remove all that is unused",
                        "",
                        Arity.exactly(0),
                        flag('a', "all", "Remove all images that no container uses"),
                        list("filter", "KEY=VALUE", FILTER),
                        force(),
                        flag("volumes", "Remove volumes without a name that no container uses"))
                .examples("jong system prune -a -f");
    }

    private static OptionSpec force() {
        return flag('f', "force", "Do not ask");
    }
}
