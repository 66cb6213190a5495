package dev.jong.build.config;

import dev.jong.base.json.Json;
import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.image.change.GoDuration;
import java.util.ArrayList;
import java.util.List;

/// Docker's JSON of a `HEALTHCHECK`; durations in nanoseconds.
public final class HealthChecks {
    private HealthChecks() {}

    /// The object for the config. A command in shell form is for the shell of the config.
    public static Json.Obj of(Instruction.HealthCheck check) {
        Json.ObjectBuilder out = Json.object().put("Test", Json.of(test(check)));
        for (Instruction.Pair option : check.options()) {
            switch (option.name()) {
                case "interval" -> out.put("Interval", GoDuration.nanoseconds(option.value()));
                case "timeout" -> out.put("Timeout", GoDuration.nanoseconds(option.value()));
                case "start-period" ->
                        out.put("StartPeriod", GoDuration.nanoseconds(option.value()));
                case "start-interval" ->
                        out.put("StartInterval", GoDuration.nanoseconds(option.value()));
                default -> out.put("Retries", Long.parseLong(option.value()));
            }
        }
        return out.build();
    }

    private static List<String> test(Instruction.HealthCheck check) {
        if (check.command().isEmpty()) {
            return List.of("NONE");
        }
        return switch (check.command().get()) {
            case CommandLine.Exec exec -> with(List.of("CMD"), exec.words());
            case CommandLine.Shell text -> List.of("CMD-SHELL", text.text());
        };
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }
}
