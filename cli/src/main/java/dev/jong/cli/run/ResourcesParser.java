package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.RunOptions.Resources;
import java.util.Optional;
import java.util.OptionalLong;

/// The limits of memory, CPU time and processes. A 0 asks for no limit, as in other engines.
public final class ResourcesParser {
    /// Below this a container can't even start its program.
    private static final long LEAST_MEMORY = 6L << 20;

    private final ParsedCommand command;

    private ResourcesParser(ParsedCommand command) {
        this.command = command;
    }

    static Resources parse(ParsedCommand command) {
        return new ResourcesParser(command).parse();
    }

    /// What is to be changed of limits that there are: whether they go together shows there.
    public static Resources changes(ParsedCommand command) {
        return new ResourcesParser(command).read();
    }

    private Resources parse() {
        Resources asked = read();
        checkMemory(asked.memory(), asked.memoryReservation(), asked.memorySwap());
        return asked;
    }

    private Resources read() {
        OptionalLong memory = size("memory");
        OptionalLong reservation = size("memory-reservation");
        OptionalLong swap = swap();
        OptionalLong cpus = cpus();
        OptionalLong period = number("cpu-period", 0, 1_000_000);
        OptionalLong quota = number("cpu-quota", -1, Long.MAX_VALUE);
        if (cpus.isPresent() && (period.isPresent() || quota.isPresent())) {
            throw command.conflict("--cpus and --cpu-period or --cpu-quota", "use --cpus alone");
        }
        return new Resources(
                memory,
                swap,
                reservation,
                cpus,
                number("cpu-shares", 0, 262_144),
                period,
                quota,
                set("cpuset-cpus"),
                set("cpuset-mems"),
                pids());
    }

    private void checkMemory(OptionalLong memory, OptionalLong reservation, OptionalLong swap) {
        if (memory.isPresent() && memory.getAsLong() < LEAST_MEMORY) {
            throw command.value("memory")
                    .orElseThrow()
                    .invalid("less than 6m", "give it at least 6m");
        }
        if (memory.isPresent()
                && reservation.isPresent()
                && reservation.getAsLong() > memory.getAsLong()) {
            throw command.conflict(
                    "--memory-reservation above --memory", "make the reservation the smaller one");
        }
        if (swap.isPresent() && swap.getAsLong() >= 0 && memory.isEmpty()) {
            throw command.conflict("--memory-swap without --memory", "set --memory too");
        }
        if (swap.isPresent()
                && memory.isPresent()
                && swap.getAsLong() >= 0
                && swap.getAsLong() < memory.getAsLong()) {
            throw command.conflict(
                    "--memory-swap below --memory",
                    "--memory-swap counts memory and swap together, make it larger");
        }
    }

    private OptionalLong size(String option) {
        Optional<OptionValue> value = command.value(option);
        long bytes = value.isEmpty() ? 0 : SizeParser.parse(value.get());
        return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private OptionalLong swap() {
        return command.text("memory-swap").equals("-1") ? OptionalLong.of(-1) : size("memory-swap");
    }

    private OptionalLong cpus() {
        Optional<OptionValue> value = command.value("cpus");
        long nano = value.isEmpty() ? 0 : NumberParser.cpus(value.get());
        if (nano > 0 && nano < 1_000_000) {
            throw value.orElseThrow().invalid("too small", "give it at least 0.01");
        }
        return nano == 0 ? OptionalLong.empty() : OptionalLong.of(nano);
    }

    private OptionalLong number(String option, long min, long max) {
        Optional<OptionValue> value = command.value(option);
        long number = value.isEmpty() ? 0 : NumberParser.between(min, max, value.get());
        return number == 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    private OptionalLong pids() {
        Optional<OptionValue> value = command.value("pids-limit");
        return value.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(NumberParser.between(-1, 4_194_304, value.get()));
    }

    /// A list such as `0-3,7`, for a file of the cpuset controller.
    private Optional<String> set(String option) {
        Optional<OptionValue> value = command.value(option);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        for (String range : Split.at(',', value.get().text())) {
            int dash = range.indexOf('-');
            String low = dash < 0 ? range : range.substring(0, dash);
            String high = dash < 0 ? low : range.substring(dash + 1);
            boolean numbers =
                    Chars.areDigits(low)
                            && Chars.areDigits(high)
                            && low.length() < 6
                            && high.length() < 6;
            if (!numbers || Integer.parseInt(low) > Integer.parseInt(high)) {
                throw value.get().invalid("not a list of numbers", "write a list such as 0-3,7");
            }
        }
        return Optional.of(value.get().text());
    }
}
