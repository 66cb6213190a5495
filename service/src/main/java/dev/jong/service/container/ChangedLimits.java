package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import dev.jong.runtime.spec.SpecJson;
import java.util.Optional;
import java.util.OptionalLong;

/// The limits of a container with some of them changed, by Docker's rules about what goes together.
///
/// @param asked what is to change
/// @param resources all limits as they are then
/// @param spec the container's, with them
/// @param settings what `inspect` shows then
public record ChangedLimits(
        RunOptions.Resources asked, Spec.Resources resources, Json.Obj spec, Json.Obj settings) {

    /// Puts what was decided before and what is asked for together.
    ///
    /// @throws JongException INVALID_ARGUMENT when the two don't go together
    public static ChangedLimits of(ContainerRecord record, RunOptions.Resources asked) {
        Spec spec = ReadSpec.read(record.readable().spec());
        RunOptions.Resources merged = merge(spec.resources(), record.settings(), asked);
        Spec.Resources decided = DecideResources.decide(merged);
        return new ChangedLimits(
                asked,
                decided,
                SpecJson.write(spec.with(decided)),
                settings(record.settings(), merged));
    }

    private static RunOptions.Resources merge(
            Spec.Resources known, Json.Obj settings, RunOptions.Resources asked) {
        OptionalLong nano = positive(settings.number("NanoCpus").orElse(0L));
        boolean times = asked.cpuPeriod().isPresent() || asked.cpuQuota().isPresent();
        if (times && nano.isPresent()) {
            throw invalid(
                    "conflicting options: --cpu-period and --cpu-quota cannot be updated as --cpus has already been set");
        }
        boolean quota = nano.isEmpty() && known.cpuQuota().isPresent();
        if (asked.nanoCpus().isPresent() && quota) {
            throw invalid(
                    "conflicting options: --cpus cannot be updated as --cpu-quota has already been set");
        }
        boolean direct = nano.isEmpty() && asked.nanoCpus().isEmpty();
        OptionalLong swap = known.memorySwap();
        if (asked.memorySwap().isEmpty()
                && swap.orElse(-1) > 0
                && asked.memory().orElse(0) > swap.getAsLong()) {
            throw invalid(
                    "memory limit should be smaller than already set memoryswap limit, update the memoryswap at the same time");
        }
        return new RunOptions.Resources(
                or(asked.memory(), known.memory()),
                or(asked.memorySwap(), swap),
                or(asked.memoryReservation(), known.memoryReservation()),
                or(asked.nanoCpus(), nano),
                or(asked.cpuShares(), known.cpuShares()),
                direct ? or(asked.cpuPeriod(), known.cpuPeriod()) : OptionalLong.empty(),
                direct ? or(asked.cpuQuota(), known.cpuQuota()) : OptionalLong.empty(),
                asked.cpusetCpus().or(known::cpusetCpus),
                asked.cpusetMems().or(known::cpusetMems),
                asked.pids().isPresent() || !known.pidsRequired() && known.pids() > 0
                        ? asked.pids()
                        : OptionalLong.of(known.pids()));
    }

    private static Json.Obj settings(Json.Obj known, RunOptions.Resources now) {
        Json.Obj all = known;
        all = number(all, "Memory", now.memory());
        all = number(all, "MemorySwap", now.memorySwap());
        all = number(all, "MemoryReservation", now.memoryReservation());
        all = number(all, "NanoCpus", now.nanoCpus());
        all = number(all, "CpuShares", now.cpuShares());
        all = number(all, "CpuPeriod", now.cpuPeriod());
        all = number(all, "CpuQuota", now.cpuQuota());
        all = number(all, "PidsLimit", now.pids());
        all = text(all, "CpusetCpus", now.cpusetCpus());
        return text(all, "CpusetMems", now.cpusetMems());
    }

    private static Json.Obj number(Json.Obj all, String key, OptionalLong value) {
        return value.isPresent() ? all.with(key, Json.of(value.getAsLong())) : all;
    }

    private static Json.Obj text(Json.Obj all, String key, Optional<String> value) {
        return value.map(text -> all.with(key, Json.of(text))).orElse(all);
    }

    private static OptionalLong or(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }

    private static OptionalLong positive(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /// Whether any limit is to change.
    public boolean any() {
        return asked.memory().isPresent()
                || asked.memorySwap().isPresent()
                || asked.memoryReservation().isPresent()
                || asked.nanoCpus().isPresent()
                || asked.cpuShares().isPresent()
                || asked.cpuPeriod().isPresent()
                || asked.cpuQuota().isPresent()
                || asked.cpusetCpus().isPresent()
                || asked.cpusetMems().isPresent()
                || asked.pids().isPresent();
    }

    private static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }
}
