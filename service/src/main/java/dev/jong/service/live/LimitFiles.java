package dev.jong.service.live;

import dev.jong.runtime.launch.CpuWeight;
import dev.jong.runtime.spec.Spec;
import dev.jong.service.container.ChangedLimits;
import dev.jong.service.container.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The files of control groups that hold the limits which are to change, with their new values.
final class LimitFiles {
    private static final long PERIOD = 100_000; // microseconds

    private final RunOptions.Resources asked;
    private final Spec.Resources now;
    private final List<Value> values = new ArrayList<>();

    private LimitFiles(ChangedLimits changed) {
        this.asked = changed.asked();
        this.now = changed.resources();
    }

    /// What one file is to hold.
    ///
    /// @param controller whose group it is in
    /// @param optional whether a kernel that does not have it misses nothing that was asked for
    record Value(String controller, String file, String text, boolean optional) {}

    /// Those of cgroup v2.
    static List<Value> unified(ChangedLimits changed) {
        LimitFiles files = new LimitFiles(changed);
        files.unifiedMemory();
        files.unifiedCpu();
        files.common("pids.max");
        return files.values;
    }

    /// Those of cgroup v1.
    ///
    /// @param swap whether the kernel counts swap
    static List<Value> split(ChangedLimits changed, boolean swap) {
        LimitFiles files = new LimitFiles(changed);
        files.splitMemory(swap);
        files.splitCpu();
        files.common("pids.max");
        return files.values;
    }

    private boolean memoryChanges() {
        return asked.memory().isPresent() || asked.memorySwap().isPresent();
    }

    private void unifiedMemory() {
        if (asked.memory().isPresent()) {
            add("memory", "memory.max", now.memory());
        }
        if (memoryChanges() && now.memory().isPresent()) {
            long memory = now.memory().getAsLong();
            long swap = now.memorySwap().orElse(2 * memory);
            String text = swap < 0 ? "max" : Long.toString(swap - memory);
            boolean usual = now.memorySwap().isEmpty();
            values.add(new Value("memory", "memory.swap.max", text, usual));
        }
        if (asked.memoryReservation().isPresent()) {
            add("memory", "memory.low", now.memoryReservation());
        }
    }

    private void unifiedCpu() {
        if (asked.cpuShares().isPresent()) {
            long weight = CpuWeight.ofShares(now.cpuShares().orElse(1024));
            values.add(new Value("cpu", "cpu.weight", Long.toString(weight), false));
        }
        if (timeChanges()) {
            long quota = now.cpuQuota().orElse(-1);
            String text = (quota < 0 ? "max" : quota) + " " + now.cpuPeriod().orElse(PERIOD);
            values.add(new Value("cpu", "cpu.max", text, false));
        }
    }

    private boolean timeChanges() {
        return asked.nanoCpus().isPresent()
                || asked.cpuQuota().isPresent()
                || asked.cpuPeriod().isPresent();
    }

    private void splitMemory(boolean swap) {
        if (asked.memory().isPresent()) {
            add("memory", "memory.limit_in_bytes", now.memory());
        }
        if (memoryChanges() && swap && now.memory().isPresent()) {
            long total = now.memorySwap().orElse(2 * now.memory().getAsLong());
            values.add(
                    new Value(
                            "memory", "memory.memsw.limit_in_bytes", Long.toString(total), false));
        }
        if (asked.memoryReservation().isPresent()) {
            add("memory", "memory.soft_limit_in_bytes", now.memoryReservation());
        }
    }

    private void splitCpu() {
        if (asked.cpuShares().isPresent()) {
            add("cpu", "cpu.shares", now.cpuShares());
        }
        if (timeChanges()) {
            add("cpu", "cpu.cfs_period_us", now.cpuPeriod());
            add("cpu", "cpu.cfs_quota_us", now.cpuQuota());
        }
    }

    private void common(String pids) {
        asked.cpusetCpus()
                .ifPresent(text -> values.add(new Value("cpuset", "cpuset.cpus", text, false)));
        asked.cpusetMems()
                .ifPresent(text -> values.add(new Value("cpuset", "cpuset.mems", text, false)));
        if (asked.pids().isPresent()) {
            String text = now.pids() < 0 ? "max" : Long.toString(now.pids());
            values.add(new Value("pids", pids, text, false));
        }
    }

    private void add(String controller, String file, OptionalLong value) {
        if (value.isPresent()) {
            values.add(new Value(controller, file, Long.toString(value.getAsLong()), false));
        }
    }
}
