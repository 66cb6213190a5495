package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a container feels, as its checks found: Docker's `State.Health`. The file `health` in its folder, which need not
/// outlive a power cut.
///
/// @param status `starting`, `healthy` or `unhealthy`
/// @param streak failures in a row
/// @param log the last results, oldest first
public record Health(String status, long streak, List<Json.Obj> log) {
    /// Results that are kept.
    static final int KEPT = 5;

    /// Bytes of output that are kept of each.
    public static final int OUTPUT = 4096;

    private static final String RUN = "Run";
    private static final Health STARTING = new Health("starting", 0, List.of());

    public Health {
        log = List.copyOf(log);
    }

    /// One check. `exitCode` is -1 when it took too long or could not be made.
    public record Result(Instant start, Instant end, int exitCode, String output) {
        Json.Obj json() {
            return Json.object()
                    .put("Start", start.toString())
                    .put("End", end.toString())
                    .put("ExitCode", exitCode)
                    .put("Output", output)
                    .build();
        }
    }

    /// What is known of a container; empty when it is not checked. A run that was not checked yet is starting.
    public static Optional<Health> of(
            Containers containers, ContainerRecord record, Status status) {
        if (!record.settings().fields().containsKey(HealthCheck.FIELD)) {
            return Optional.empty();
        }
        try {
            Json.Obj json =
                    JsonParser.parseObject(Files.readAllBytes(file(containers, record.id())));
            boolean other =
                    status instanceof Status.Running running
                            && !json.text(RUN).equals(run(running));
            return Optional.of(
                    other
                            ? STARTING
                            : new Health(
                                    json.text("Status"),
                                    json.number("FailingStreak").orElse(0L),
                                    json.objects("Log")));
        } catch (IOException | JongException neverChecked) {
            return Optional.of(STARTING);
        }
    }

    /// What it is after another check.
    ///
    /// @param counts whether a failure counts: the start period is over
    public Health after(Result result, long retries, boolean counts) {
        List<Json.Obj> results = new ArrayList<>(log);
        results.add(result.json());
        while (results.size() > KEPT) {
            results.removeFirst();
        }
        if (result.exitCode() == 0) {
            return new Health("healthy", 0, results);
        }
        if (!counts && status.equals("starting")) {
            return new Health(status, streak, results);
        }
        return new Health(streak + 1 >= retries ? "unhealthy" : status, streak + 1, results);
    }

    /// When the last check ended, if there was one.
    public Optional<Instant> last() {
        return log.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.parse(log.getLast().text("End")));
    }

    /// Keeps it for one run of a container. One that is gone by now is left alone.
    public void save(Containers containers, String id, Status.Running running) {
        Json.Obj json = json().with(RUN, Json.of(run(running)));
        Path file = file(containers, id);
        try {
            if (Files.exists(file.resolveSibling("container.json"))) {
                AtomicFile.writeVolatile(file, JsonPrinter.bytes(json));
            }
        } catch (IOException e) {
            throw StoreFailure.of("write a container's health", file, e);
        }
    }

    /// As Docker shows it.
    Json.Obj json() {
        return Json.object()
                .put("Status", status)
                .put("FailingStreak", streak)
                .put("Log", new Json.Arr(List.<Json>copyOf(log)))
                .build();
    }

    /// The beginning of an output that is kept; no character is cut apart.
    static String shortened(String output) {
        int end = Math.min(output.length(), OUTPUT);
        while (end < output.length() && end > OUTPUT - 4 && (output.charAt(end) & 0xc0) == 0x80) {
            end--;
        }
        return output.substring(0, end);
    }

    private static String run(Status.Running running) {
        return running.pid() + " " + running.startTime();
    }

    private static Path file(Containers containers, String id) {
        return containers.folder(id).folder().resolve("health");
    }
}
