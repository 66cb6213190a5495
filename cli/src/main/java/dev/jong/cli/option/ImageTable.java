package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// The commands on images that exist.
final class ImageTable {
    private static final String IMAGES = "IMAGE [IMAGE...]";
    private static final String PLATFORM = "OS[/ARCH[/VARIANT]]";

    private ImageTable() {}

    static CommandSpec load() {
        return CommandSpec.of(
                        "image load",
                        "load",
                        "Take images out of an archive",
                        "",
                        Arity.exactly(0),
                        text('i', "input", "FILE", "Read this file instead of standard input"),
                        list("platform", PLATFORM, "Take this platform only"),
                        flag('q', "quiet", "Show no progress"))
                .examples("jong load -i images.tar", "zstd -dc images.tar.zst | jong load");
    }

    static CommandSpec importing() {
        return CommandSpec.of(
                        "image import",
                        "import",
                        "Make an image of one layer from an archive of a file system",
                        "FILE|- [NAME[:TAG]]",
                        Arity.between(1, 2),
                        list(
                                'c',
                                "change",
                                "INSTRUCTION",
                                "Dockerfile instruction to apply, such as 'CMD [\"sh\"]'"),
                        text('m', "message", "TEXT", "Comment for the image's history"),
                        text("platform", PLATFORM, "Platform the image is for"))
                .examples(
                        "jong import -c 'CMD [\"sh\"]' tree.tar base:1",
                        "tar -C tree -c . | jong import - base");
    }

    static CommandSpec ls() {
        return CommandSpec.of(
                        "image ls",
                        "images",
                        "List images",
                        "[NAME[:TAG]]",
                        Arity.between(0, 1),
                        flag('a', "all", "Show all, also those without a name"),
                        flag("digests", "Show digests"),
                        list('f', "filter", "KEY=VALUE", "Show only those that match"),
                        text("format", "FORMAT", ContainerTable.FORMAT_LIST),
                        flag("no-trunc", "Do not shorten anything"),
                        flag('n', "noheading", "Show no headings"),
                        flag('q', "quiet", "Show ids only"),
                        text("sort", "ORDER", "By created, id, repository, size or tag"),
                        flag("tree", "Show the platforms of each image, and what they take"))
                .also("image list")
                .examples("jong images", "jong images -q --filter dangling=true");
    }

    static CommandSpec rm() {
        return CommandSpec.of(
                        "image rm",
                        "rmi",
                        "Remove images",
                        IMAGES,
                        Arity.atLeast(1),
                        flag(
                                'f',
                                "force",
                                "Remove it although stopped containers use it, or it has several names"),
                        flag("no-prune", "Keep untagged parents"),
                        list("platform", PLATFORM, "Remove only the image for this platform"))
                .also("image remove")
                .examples("jong rmi alpine:3.20");
    }

    static CommandSpec inspect() {
        return CommandSpec.of(
                "image inspect",
                "",
                "Show all details of images",
                IMAGES,
                Arity.atLeast(1),
                text('f', "format", "FORMAT", ContainerTable.FORMAT_OBJECT),
                text("platform", PLATFORM, "Platform to choose from an image of several"));
    }
}
