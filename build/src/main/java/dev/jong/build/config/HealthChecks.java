package dev.jong.build.config;

import dev.jong.base.json.Json;
import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.image.change.GoDuration;
import java.util.ArrayList;
import java.util.List;

/// Docker's JSON of a `HEALTHCHECK`; durations in nanoseconds.
public final class HealthChecks {
    private static final List<String> USUAL = List.of("/bin/sh", "-c");

    private HealthChecks() {}

    /// The object for the config.
    ///
    /// @param shell of commands in shell form
    public static Json.Obj of(Instruction.HealthCheck check, List<String> shell) {
        Json.ObjectBuilder out = Json.object().put("Test", Json.of(test(check, shell)));
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

    private static List<String> test(Instruction.HealthCheck check, List<String> shell) {
        if (check.command().isEmpty()) {
            return List.of("NONE");
        }
        return switch (check.command().get()) {
            case CommandLine.Exec exec -> with(List.of("CMD"), exec.words());
            case CommandLine.Shell text ->
                    shell.equals(USUAL)
                            ? List.of("CMD-SHELL", text.text())
                            : with(with(List.of("CMD"), shell), List.of(text.text()));
        };
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }
}
