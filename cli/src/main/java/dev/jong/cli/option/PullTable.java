package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// `pull` and `push`.
final class PullTable {
    private static final String PLATFORM = "OS[/ARCH[/VARIANT]]";

    private PullTable() {}

    static CommandSpec pull() {
        return CommandSpec.of(
                        "image pull",
                        "pull",
                        "Fetch an image from a registry",
                        "NAME[:TAG|@DIGEST]",
                        Arity.exactly(1),
                        AccessOptions.with(
                                flag('a', "all-tags", "Fetch all images of the repository"),
                                flag(
                                        "all-platforms",
                                        "Fetch the images for all platforms, not only this one"),
                                text(
                                        "platform",
                                        PLATFORM,
                                        "Platform to choose from an image of several"),
                                flag('q', "quiet", "Print nothing but the name"),
                                flag("disable-content-trust", "").ignored()))
                .examples("jong pull debian:13", "jong pull --platform linux/arm64 alpine");
    }

    static CommandSpec push() {
        return CommandSpec.of(
                        "image push",
                        "push",
                        "Send an image to a registry",
                        "NAME[:TAG] [DESTINATION]",
                        Arity.between(1, 2),
                        AccessOptions.with(
                                flag('a', "all-tags", "Send all tags of the repository"),
                                text(
                                                "compression-format",
                                                "gzip|zstd",
                                                "Compress all layers so, whatever they are now")
                                        .also("compression"),
                                later(
                                        Kind.TEXT,
                                        "compression-level",
                                        "leave it out: with one level the same layer has the same digest everywhere"),
                                flag(
                                        "force-compression",
                                        "Compress layers anew that are compressed otherwise (always so with"
                                                + " --compression-format)"),
                                text("digestfile", "FILE", "Write the digest to this file"),
                                text("platform", PLATFORM, "Send only this image of several"),
                                flag('q', "quiet", "Print nothing but the name"),
                                flag("disable-content-trust", "").ignored()))
                .examples(
                        "jong push registry.example.org/team/app:1",
                        "jong push app registry.example.org/team/app:1");
    }
}
