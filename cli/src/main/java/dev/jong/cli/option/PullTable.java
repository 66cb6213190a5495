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
                                text("arch", "ARCH", "Processor to choose an image for"),
                                text("os", "OS", "Operating system to choose an image for"),
                                text("variant", "VARIANT", "Variant of the processor"),
                                text(
                                        "policy",
                                        "POLICY",
                                        "always, missing, newer or never (default always)"),
                                retry(),
                                retryDelay(),
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
                                text(
                                        "compression-level",
                                        "N",
                                        "Level for layers that are compressed: 1 to 9, of zstd to 22"),
                                flag(
                                        "force-compression",
                                        "Compress all layers anew, also those that are compressed in that way"),
                                text("format", "oci|v2s2", "Send manifests of this kind"),
                                text("digestfile", "FILE", "Write the digest to this file"),
                                text("platform", PLATFORM, "Send only this image of several"),
                                flag('q', "quiet", "Print nothing but the name"),
                                retry(),
                                retryDelay(),
                                flag("remove-signatures", "").ignored(),
                                flag("disable-content-trust", "").ignored()))
                .examples(
                        "jong push registry.example.org/team/app:1",
                        "jong push app registry.example.org/team/app:1");
    }

    private static OptionSpec retry() {
        return text("retry", "N", "How often to begin anew when it fails (default 0)");
    }

    private static OptionSpec retryDelay() {
        return text(
                "retry-delay",
                "DURATION",
                "Wait before that, such as 5s (default: longer each time)");
    }
}
