package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

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
}
