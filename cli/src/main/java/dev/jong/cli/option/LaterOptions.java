package dev.jong.cli.option;

import static dev.jong.cli.option.OptionSpec.later;
import static dev.jong.cli.option.OptionSpec.windows;

import dev.jong.cli.option.OptionSpec.Kind;

/// Options of `run` that other engines have and Jong has not, or not yet. They are here to be refused by name: a
/// container that silently lacks what was asked for is worse than none.
final class LaterOptions {
    private static final String DISK = "leave it out; disk bandwidth is not limited";

    private LaterOptions() {}

    static OptionSection ofRun() {
        return OptionSection.of(
                "",
                later(Kind.LIST, "link-local-ip", "leave it out; use --ip and --ip6"),
                later(Kind.LIST, 'a', "attach", "use -i, -t or -d"),
                later(Kind.TEXT, "gpus", "give the device files with --device"),
                later(Kind.TEXT, "volume-driver", "mount the storage on the host and use -v")
                        .neutral("local"),
                later(Kind.LIST, "storage-opt", "leave it out"),
                later(Kind.TEXT, "runtime", "leave it out; Jong starts containers by itself"),
                later(
                        Kind.TEXT,
                        "cgroup-parent",
                        "leave it out; each container gets a group of its own"),
                later(Kind.LIST, "device-cgroup-rule", "name each device with --device"),
                later(Kind.FLAG, "use-api-socket", "mount the socket with -v"),
                later(Kind.FLAG, "oom-kill-disable", "use --oom-score-adj"),
                later(Kind.TEXT, "memory-swappiness", "use --memory-swap").neutral("-1"),
                later(Kind.TEXT, "kernel-memory", "use --memory"),
                later(Kind.TEXT, "cpu-rt-period", "use --cpu-period"),
                later(Kind.TEXT, "cpu-rt-runtime", "use --cpu-quota"),
                later(Kind.TEXT, "blkio-weight", DISK).neutral("0"),
                later(Kind.LIST, "blkio-weight-device", DISK),
                later(Kind.LIST, "device-read-bps", DISK),
                later(Kind.LIST, "device-read-iops", DISK),
                later(Kind.LIST, "device-write-bps", DISK),
                later(Kind.LIST, "device-write-iops", DISK),
                later(
                                Kind.FLAG,
                                "disable-content-trust",
                                "leave it out; signatures are not checked")
                        .neutral("true"),
                windows("cpu-count"),
                windows("cpu-percent"),
                windows("io-maxbandwidth"),
                windows("io-maxiops"),
                windows("isolation").neutral("default"));
    }
}
