package dev.jong.service.live;

import dev.jong.runtime.host.Cgroups;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/// `stats`: what containers use. From the container's control group where that counts it, else summed up over its
/// processes.
public final class ReadUsage {
    private static final long TICK_NANOSECONDS = 10_000_000;

    private final Containers containers;
    private final ContainerGroups groups;
    private final ContainerProcesses processes;

    /// The containers of one store.
    public ReadUsage(Containers containers, ContainerGroups groups) {
        this.containers = containers;
        this.groups = groups;
        this.processes = new ContainerProcesses(groups);
    }

    /// Empty when it does not run.
    public Optional<Usage> of(ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running running)) {
            return Optional.empty();
        }
        boolean unified = groups.host() instanceof Cgroups.Unified;
        List<ProcessFacts> all = processes.of(record.id(), running);
        Optional<Path> memory = groups.of("memory", record.id());
        Optional<Path> io = unified ? memory : Optional.empty();
        long[] network = network(running.pid());
        return Optional.of(
                new Usage(
                        processorTime(record.id(), unified, all),
                        HostFacts.processorTicks() * TICK_NANOSECONDS,
                        memory(memory, unified, all),
                        limit(memory, unified),
                        network[0],
                        network[1],
                        io(io, "rbytes=", "read_bytes:", all),
                        io(io, "wbytes=", "write_bytes:", all),
                        threads(record.id(), all)));
    }

    private long processorTime(String id, boolean unified, List<ProcessFacts> all) {
        String known =
                unified
                        ? groups.of("cpu", id)
                                .map(group ->
                                        KernelFile.field(
                                                KernelFile.read(group.resolve("cpu.stat")),
                                                "usage_usec"))
                                .orElse("")
                        : "";
        if (!known.isEmpty()) {
            return 1000 * KernelFile.number(known, 0);
        }
        long ticks = 0;
        for (ProcessFacts process : all) {
            // With that of children that have ended and been waited for.
            ticks += process.ticks() + process.field(16) + process.field(17);
        }
        return ticks * TICK_NANOSECONDS;
    }

    private static long memory(Optional<Path> group, boolean unified, List<ProcessFacts> all) {
        String file = unified ? "memory.current" : "memory.usage_in_bytes";
        String used = group.map(path -> KernelFile.read(path.resolve(file))).orElse("");
        if (!used.isEmpty()) {
            String cached = unified ? "inactive_file" : "total_inactive_file";
            String stat = KernelFile.read(group.orElseThrow().resolve("memory.stat"));
            return Math.max(
                    0,
                    KernelFile.number(used, 0)
                            - KernelFile.number(KernelFile.field(stat, cached), 0));
        }
        long sum = 0;
        for (ProcessFacts process : all) {
            Path folder = Path.of("/proc", Long.toString(process.pid()));
            String share =
                    KernelFile.field(KernelFile.read(folder.resolve("smaps_rollup")), "Pss:");
            sum += share.isEmpty() ? process.field(24) * 4096 : 1024 * KernelFile.number(share, 0);
        }
        return sum;
    }

    private static long limit(Optional<Path> group, boolean unified) {
        long host = HostFacts.memory();
        String file = unified ? "memory.max" : "memory.limit_in_bytes";
        String limit = group.map(path -> KernelFile.read(path.resolve(file))).orElse("");
        return Math.min(host, KernelFile.number(limit, host));
    }

    private static long io(Optional<Path> group, String key, String field, List<ProcessFacts> all) {
        String stat = group.map(path -> KernelFile.read(path.resolve("io.stat"))).orElse("");
        long sum = 0;
        StringTokenizer words = new StringTokenizer(stat);
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            sum += word.startsWith(key) ? KernelFile.number(word.substring(key.length()), 0) : 0;
        }
        if (group.isPresent() && Files.exists(group.get().resolve("io.stat"))) {
            return sum;
        }
        for (ProcessFacts process : all) {
            String text = KernelFile.read(Path.of("/proc", Long.toString(process.pid()), "io"));
            sum += KernelFile.number(KernelFile.field(text, field), 0);
        }
        return sum;
    }

    private long threads(String id, List<ProcessFacts> all) {
        String known =
                groups.of("pids", id)
                        .map(group -> KernelFile.read(group.resolve("pids.current")))
                        .orElse("");
        long sum = 0;
        for (ProcessFacts process : all) {
            sum += process.field(20);
        }
        return KernelFile.number(known, sum);
    }

    /// Received and sent, of all interfaces but the loopback; nothing in the host's own network, which others use too.
    private static long[] network(long pid) {
        long[] sum = new long[2];
        Path own = Path.of("/proc", Long.toString(pid), "ns/net");
        try {
            if (Files.readSymbolicLink(own)
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net")))) {
                return sum;
            }
        } catch (IOException hidden) {
            return sum;
        }
        String text = KernelFile.read(Path.of("/proc", Long.toString(pid), "net/dev"));
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            if (colon < 0 || line.substring(0, colon).trim().equals("lo")) {
                continue;
            }
            StringTokenizer words = new StringTokenizer(line.substring(colon + 1));
            for (int i = 0; words.hasMoreTokens(); i++) {
                long value = KernelFile.number(words.nextToken(), 0);
                sum[0] += i == 0 ? value : 0;
                sum[1] += i == 8 ? value : 0;
            }
        }
        return sum;
    }
}
