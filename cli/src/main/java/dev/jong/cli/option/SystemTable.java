package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// The commands about everything and about Jong itself, and the options before a command.
final class SystemTable {
    private static final String LOCAL = "leave it out; Jong has no daemon to connect to";

    private SystemTable() {}

    static CommandSpec inspect() {
        return CommandSpec.of(
                        "inspect",
                        "",
                        "Show all details of containers, images (also where they are not in the store), volumes and networks",
                        "NAME|ID [NAME|ID...] | PLACE",
                        Arity.atLeast(1),
                        AccessOptions.with(
                                text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT),
                                ContainerTable.LATEST,
                                flag('s', "size", "Show sizes on disk"),
                                text("type", "TYPE", "container, image, volume or network"),
                                flag("raw", "Of a place: show the manifest or index as it is"),
                                flag("config", "Of a place: show the image's config"),
                                flag(
                                        'n',
                                        "no-tags",
                                        "Of a place: do not ask for the tags that there are"),
                                text(
                                        "platform",
                                        "OS[/ARCH[/VARIANT]]",
                                        "Of a place: choose from an image of several platforms")))
                .examples(
                        "jong inspect web",
                        "jong inspect -f '{{.State.Status}}' web",
                        "jong inspect docker://debian:13");
    }

    static CommandSpec version() {
        return CommandSpec.of(
                "version",
                "",
                "Show the version",
                "",
                Arity.exactly(0),
                text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT));
    }

    static CommandSpec completion() {
        return CommandSpec.of(
                        "completion", "", "Print completion for a shell", "bash", Arity.exactly(1))
                .examples("source <(jong completion bash)");
    }

    static CommandSpec doctor() {
        return CommandSpec.of(
                "doctor",
                "",
                "Say what this host lets you have, why, and what would give more",
                "",
                Arity.exactly(0),
                flag("json", "Show as JSON"));
    }

    static CommandSpec engineStatus() {
        return CommandSpec.of(
                "engine status",
                "",
                "Show the engine that answers",
                "",
                Arity.exactly(0),
                flag("json", "Show as JSON"));
    }

    static CommandSpec engineStop() {
        return CommandSpec.of(
                "engine stop",
                "",
                "End the engine once it is idle; containers go on",
                "",
                Arity.exactly(0));
    }

    /// What a monitor asks for when its container has ended.
    static CommandSpec cleanUp() {
        return CommandSpec.of(
                        "clean_up", "", "Clean up behind ended containers", "", Arity.atLeast(0))
                .hide();
    }

    /// The command without a name: the options before the command.
    static CommandSpec global() {
        return new CommandSpec(
                "",
                java.util.List.of(),
                "Build, ship and run containers",
                "COMMAND",
                Arity.atLeast(0),
                false,
                java.util.List.of(
                        OptionSection.of(
                                "Global options",
                                text("root", "DIR", "Directory of images and containers"),
                                text("config", "DIR", "Directory of your settings"),
                                text(
                                        "store-limit",
                                        "SIZE",
                                        "Evict images used longest ago above this, such as 20g"),
                                flag(
                                        'D',
                                        "debug",
                                        "Write a detailed log; the same as --log-level debug"),
                                text(
                                        'l',
                                        "log-level",
                                        "LEVEL",
                                        "debug, info, warn, error or fatal (default info)"),
                                flag('v', "version", "Show the version"),
                                OptionSpec.later(Kind.LIST, 'H', "host", LOCAL),
                                OptionSpec.later(Kind.TEXT, 'c', "context", LOCAL)
                                        .neutral("default"),
                                OptionSpec.later(Kind.FLAG, "tls", LOCAL),
                                OptionSpec.later(Kind.TEXT, "tlscacert", LOCAL),
                                OptionSpec.later(Kind.TEXT, "tlscert", LOCAL),
                                OptionSpec.later(Kind.TEXT, "tlskey", LOCAL),
                                OptionSpec.later(Kind.FLAG, "tlsverify", LOCAL))),
                java.util.List.of(),
                "",
                false);
    }
}
