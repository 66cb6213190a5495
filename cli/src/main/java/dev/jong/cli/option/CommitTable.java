package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.flag;
import static dev.jong.cli.option.OptionSpec.list;
import static dev.jong.cli.option.OptionSpec.text;

/// `commit`.
final class CommitTable {
    private CommitTable() {}

    static CommandSpec commit() {
        return CommandSpec.of(
                        "container commit",
                        "commit",
                        "Make an image of what a container has changed",
                        "CONTAINER [NAME[:TAG]]",
                        Arity.between(1, 2),
                        text('a', "author", "TEXT", "Who made it"),
                        list(
                                'c',
                                "change",
                                "INSTRUCTION",
                                "Dockerfile instruction for the image, such as 'CMD [\"app\"]'"),
                        text(
                                'f',
                                "format",
                                "FORMAT",
                                "Kind of its manifest: oci (default) or docker"),
                        text("iidfile", "FILE", "Write the image's id to a file"),
                        flag("include-volumes", "Make VOLUMEs of where the container has volumes"),
                        text('m', "message", "TEXT", "What its history says"),
                        flag('p', "pause", "Fail where the container can't be paused meanwhile"),
                        flag("no-pause", "Do not pause it meanwhile"),
                        flag('q', "quiet", "Accepted: nothing but the id is shown anyway"),
                        flag('s', "squash", "Make one layer of all files"),
                        text(
                                "timestamp",
                                "SECONDS",
                                "Its date, since 1970 (default SOURCE_DATE_EPOCH, else now)"))
                .examples(
                        "jong commit web web:fixed",
                        "jong commit -m 'more tools' -c 'CMD [\"sh\"]' -c 'ENV a=b' tools mine");
    }
}
