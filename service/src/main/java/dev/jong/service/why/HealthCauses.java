package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Finding;
import dev.jong.service.container.Health;
import dev.jong.service.container.HealthCheck;
import dev.jong.service.container.Status;
import java.util.List;
import java.util.Optional;

/// What the health checks of one run found, where that was not well, with what the last one said.
final class HealthCauses {
    private static final int SHOWN = 300;

    private final Containers containers;
    private final Run run;

    HealthCauses(Containers containers, Run run) {
        this.containers = containers;
        this.run = run;
    }

    List<Finding> of() {
        Optional<HealthCheck> check = HealthCheck.of(run.record().settings());
        // Results of an earlier run say nothing about this one.
        Status self = new Status.Running(run.pid(), run.startTicks(), 0);
        Optional<Health> health = Health.of(containers, run.record(), self);
        if (check.isEmpty()
                || health.isEmpty()
                || health.get().status().equals("healthy")
                || health.get().log().isEmpty()) {
            return List.of();
        }
        Json.Obj last = health.get().log().getLast();
        long code = last.number("ExitCode").orElse(0L);
        boolean lost = health.get().status().equals("unhealthy");
        if (code == 0) {
            return List.of();
        }
        String said = said(last.text("Output"));
        return List.of(
                new Finding(
                        lost ? "unhealthy" : "not-healthy-yet",
                        "its health check failed"
                                + (health.get().streak() > 1
                                        ? " " + health.get().streak() + " times in a row"
                                        : "")
                                + (code > 0 ? " with exit code " + code : "")
                                + (said.isEmpty() ? ", without a word" : ": " + said),
                        "jong exec "
                                + run.record().name()
                                + " "
                                + Text.printable(String.join(" ", check.get().command()))
                                + " shows more"));
    }

    /// In one line, safe to print.
    private static String said(String output) {
        String text = output.strip();
        return Text.printable(text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }
}
