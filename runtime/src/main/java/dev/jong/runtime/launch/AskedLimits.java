package dev.jong.runtime.launch;

import dev.jong.runtime.spec.Spec;

/// The limits of a spec by the options that ask for them.
final class AskedLimits {
    private AskedLimits() {}

    /// Such as `--memory, --cpu-shares`.
    static String names(Spec.Resources limits) {
        StringBuilder names = new StringBuilder();
        add(names, limits.memory().isPresent(), "--memory");
        add(names, limits.memorySwap().isPresent(), "--memory-swap");
        add(names, limits.memoryReservation().isPresent(), "--memory-reservation");
        add(names, limits.cpuShares().isPresent(), "--cpu-shares");
        boolean cpus = limits.cpuQuota().isPresent() || limits.cpuPeriod().isPresent();
        add(names, cpus, "--cpus (--cpu-quota, --cpu-period)");
        add(names, limits.cpusetCpus().isPresent(), "--cpuset-cpus");
        add(names, limits.cpusetMems().isPresent(), "--cpuset-mems");
        add(names, limits.pidsRequired(), "--pids-limit");
        return names.toString();
    }

    private static void add(StringBuilder names, boolean asked, String name) {
        if (asked) {
            names.append(names.isEmpty() ? "" : ", ").append(name);
        }
    }
}
