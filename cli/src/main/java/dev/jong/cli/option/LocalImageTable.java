package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands on images that need no registry.
final class LocalImageTable {
    private static final String PLATFORM = "OS[/ARCH[/VARIANT]]";

    private LocalImageTable() {}

    static CommandSpec tag() {
        return CommandSpec.of(
                        "image tag",
                        "tag",
                        "Give an image more names",
                        "IMAGE NAME[:TAG] [NAME[:TAG]...]",
                        Arity.atLeast(2))
                .examples("jong tag debian:13 registry.example.org/team/debian:13");
    }

    static CommandSpec untag() {
        return CommandSpec.of(
                        "image untag",
                        "untag",
                        "Take names of an image away and keep the image",
                        "IMAGE [NAME[:TAG]...]",
                        Arity.atLeast(1))
                .examples("jong untag debian:13");
    }

    static CommandSpec exists() {
        return CommandSpec.of(
                        "image exists",
                        "",
                        "Tell by exit code 0 or 1 whether an image is in the store",
                        "IMAGE",
                        Arity.exactly(1))
                .examples("jong image exists debian:13");
    }

    static CommandSpec save() {
        return CommandSpec.of(
                        "image save",
                        "save",
                        "Write images to an archive",
                        "IMAGE [IMAGE...]",
                        Arity.atLeast(1),
                        text('o', "output", "FILE", "Write to this file, not to standard output"),
                        text(
                                "format",
                                "FORMAT",
                                "docker-archive, oci-archive, oci-dir or docker-dir"),
                        flag('m', "multi-image-archive", "").ignored(),
                        text("platform", PLATFORM, "Only this platform of images for several"),
                        flag('q', "quiet", "Show no progress"))
                .examples(
                        "jong save -o both.tar debian:13 alpine:3.22",
                        "jong save debian:13 | ssh other jong load",
                        "jong save --format oci-dir -o layout debian:13");
    }

    static CommandSpec history() {
        return CommandSpec.of(
                        "image history",
                        "history",
                        "Show how an image was made and what each step takes up",
                        "IMAGE",
                        Arity.exactly(1),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        flag('H', "human", "Sizes and dates for people; on by default"),
                        flag("no-trunc", "Do not shorten anything"),
                        flag('q', "quiet", "Show ids only"),
                        text("platform", PLATFORM, "Platform to choose from an image of several"))
                .examples("jong history --no-trunc debian:13");
    }

    static CommandSpec tree() {
        return CommandSpec.of(
                        "image tree",
                        "",
                        "Show the layers of an image and the images that end at them",
                        "IMAGE",
                        Arity.exactly(1),
                        flag("whatrequires", "Show what is built upon the image instead"))
                .examples("jong image tree debian:13", "jong image tree --whatrequires debian:13");
    }

    static CommandSpec export() {
        return CommandSpec.of(
                        "container export",
                        "export",
                        "Write a container's files to an archive",
                        "CONTAINER",
                        Arity.exactly(1),
                        text('o', "output", "FILE", "Write to this file, not to standard output"))
                .examples("jong export -o tree.tar web");
    }

    static CommandSpec waste() {
        return CommandSpec.of(
                        "image waste",
                        "",
                        "Show the bytes of an image that nobody can see",
                        "IMAGE",
                        Arity.exactly(1),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        text(
                                "limit",
                                "NUMBER",
                                "Show the biggest so many; 0 for all, 20 if not said"),
                        flag("no-trunc", "Do not shorten anything"),
                        text("platform", PLATFORM, "Platform to choose from an image of several"))
                .examples("jong image waste --limit 5 debian:13");
    }

    static CommandSpec squash() {
        return CommandSpec.of(
                        "image squash",
                        "",
                        "Make an image of the same files in fewer layers",
                        "IMAGE",
                        Arity.exactly(1),
                        flag("all", "Put all layers into one, as without --from"),
                        text("compression", "KIND", "gzip, zstd or none; as before if not said"),
                        text(
                                "from",
                                "LAYER",
                                "First layer that is put into the new one: its number or digest"),
                        text("platform", PLATFORM, "Platform to choose from an image of several"),
                        flag('q', "quiet", "Show the new id only"),
                        text('t', "tag", "NAME", "Name of the new image"))
                .examples(
                        "jong image squash -t app:small app:1",
                        "jong image squash --from 2 -t app:small app:1");
    }
}
