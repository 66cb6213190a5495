package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.spec.Spec;
import java.util.OptionalLong;

/// Turns limits as typed into those of the spec, with Docker's rules.
final class DecideResources {
    /// Processes of a container when nobody says otherwise.
    private static final long PIDS = 2048;

    private static final long PERIOD = 100_000;
    private static final long LEAST_MEMORY = 6 << 20;

    private DecideResources() {}

    static Spec.Resources decide(RunOptions.Resources asked) {
        check(asked);
        OptionalLong period = asked.cpuPeriod();
        OptionalLong quota = asked.cpuQuota();
        if (asked.nanoCpus().isPresent()) {
            period = OptionalLong.of(PERIOD);
            quota = OptionalLong.of(asked.nanoCpus().getAsLong() * PERIOD / 1_000_000_000L);
        }
        OptionalLong swap = asked.memorySwap();
        if (asked.memory().isPresent() && swap.orElse(0) == 0) {
            swap = OptionalLong.empty();
        }
        boolean pidsAsked = asked.pids().isPresent();
        long pids = asked.pids().orElse(PIDS);
        return new Spec.Resources(
                asked.memory(),
                swap,
                asked.memoryReservation(),
                asked.cpuShares(),
                period,
                quota,
                asked.cpusetCpus(),
                asked.cpusetMems(),
                pids <= 0 ? -1 : pids,
                pidsAsked && pids > 0);
    }

    private static void check(RunOptions.Resources asked) {
        long memory = asked.memory().orElse(Long.MAX_VALUE);
        if (memory < LEAST_MEMORY) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "minimum memory limit allowed is 6MB");
        }
        long swap = asked.memorySwap().orElse(-1);
        if (swap > 0 && asked.memory().isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "you should always set the memory limit when using the memory-swap limit")
                    .hint("add --memory");
        }
        if (swap > 0 && swap < memory) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "minimum memory-swap limit should be larger than the memory limit");
        }
        if (asked.memoryReservation().orElse(0) > memory) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "minimum memory limit can not be less than the memory reservation limit");
        }
        if (asked.nanoCpus().isPresent()
                && (asked.cpuPeriod().isPresent() || asked.cpuQuota().isPresent())) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "conflicting options: --cpus and --cpu-period or --cpu-quota can not both be set");
        }
    }
}
