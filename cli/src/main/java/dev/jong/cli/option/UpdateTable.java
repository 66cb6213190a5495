package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.text;

import dev.jong.cli.option.OptionSpec.Kind;

/// The command that changes limits.
final class UpdateTable {
    private UpdateTable() {}

    static CommandSpec update() {
        return CommandSpec.of(
                        "container update",
                        "update",
                        "Change the limits of containers, also while they run",
                        "CONTAINER...",
                        Arity.atLeast(1),
                        later(
                                Kind.TEXT,
                                "blkio-weight",
                                "leave it out; disk bandwidth is not limited"),
                        text("cpu-period", "MICROSECONDS", "Length of a CPU scheduling period"),
                        text("cpu-quota", "MICROSECONDS", "CPU time in each period"),
                        later(Kind.TEXT, "cpu-rt-period", "use --cpu-period"),
                        later(Kind.TEXT, "cpu-rt-runtime", "use --cpu-quota"),
                        text('c', "cpu-shares", "NUMBER", "Relative weight of CPU time"),
                        text("cpus", "NUMBER", "CPUs, such as 1.5"),
                        text("cpuset-cpus", "LIST", "CPUs to use, such as 0-3,7"),
                        text("cpuset-mems", "LIST", "Memory nodes to use"),
                        ContainerTable.LATEST,
                        text('m', "memory", "SIZE", "Memory"),
                        text(
                                "memory-reservation",
                                "SIZE",
                                "Memory to shrink to when the host runs short"),
                        text("memory-swap", "SIZE", "Memory and swap together; -1 for no limit"),
                        text("pids-limit", "NUMBER", "Processes and threads; -1 for no limit"),
                        text(
                                "restart",
                                "POLICY",
                                "no, on-failure[:N], always or unless-stopped, from the next end on"))
                .examples(
                        "jong update --memory 512m --cpus 1.5 web",
                        "jong update --restart always web");
    }
}
