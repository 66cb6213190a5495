package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.oci.ProcessDefaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How a container's health is found out, as Docker's `Healthcheck` holds it. Durations in nanoseconds, never 0 but for
/// the start period.
///
/// @param test the words of the command behind `CMD` or `CMD-SHELL`, which is the first
/// @param onFailure `none`, `kill`, `restart` or `stop`
public record HealthCheck(
        List<String> test,
        long interval,
        long timeout,
        long startPeriod,
        long startInterval,
        long retries,
        String onFailure) {
    /// The field of the settings; absent where there are no checks.
    public static final String FIELD = "Healthcheck";

    static final String ACTION = "HealthcheckOnFailureAction";
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> NONE = List.of("NONE");

    public HealthCheck {
        test = List.copyOf(test);
    }

    /// That of a container by its settings.
    public static Optional<HealthCheck> of(Json.Obj settings) {
        Json.Obj json = settings.object(FIELD);
        return json.strings("Test").isEmpty()
                ? Optional.empty()
                : Optional.of(read(json, settings.text(ACTION)));
    }

    /// What an image and a user say together; empty when there is nothing to be checked.
    static Optional<HealthCheck> decide(ProcessDefaults image, HealthOptions asked) {
        Json.Obj own = image.healthcheck().orElse(Json.EMPTY);
        List<String> test =
                asked.command().isPresent()
                        ? List.of("CMD-SHELL", asked.command().get())
                        : inShell(own.strings("Test"), image.shell());
        if (asked.none() || test.size() < 2 || test.equals(NONE)) {
            return Optional.empty();
        }
        return Optional.of(
                new HealthCheck(
                        test,
                        or(asked.interval(), own, "Interval", 30 * SECOND),
                        or(asked.timeout(), own, "Timeout", 30 * SECOND),
                        or(asked.startPeriod(), own, "StartPeriod", 0),
                        or(asked.startInterval(), own, "StartInterval", 5 * SECOND),
                        or(asked.retries(), own, "Retries", 3),
                        asked.onFailure()));
    }

    /// A test that an image has for its own shell.
    private static List<String> inShell(List<String> test, List<String> shell) {
        if (shell.isEmpty() || test.size() < 2 || !test.getFirst().equals("CMD-SHELL")) {
            return test;
        }
        List<String> words = new ArrayList<>(List.of("CMD"));
        words.addAll(shell);
        words.add(String.join(" ", test.subList(1, test.size())));
        return words;
    }

    /// The command as it is executed.
    public List<String> command() {
        return test.getFirst().equals("CMD-SHELL")
                ? List.of("/bin/sh", "-c", String.join(" ", test.subList(1, test.size())))
                : test.subList(1, test.size());
    }

    /// The settings with this in them.
    Json.Obj addTo(Json.Obj settings) {
        Json.Obj json =
                Json.object()
                        .put("Test", Json.of(test))
                        .put("Interval", interval)
                        .put("Timeout", timeout)
                        .put("StartPeriod", startPeriod)
                        .put("StartInterval", startInterval)
                        .put("Retries", retries)
                        .build();
        return settings.with(FIELD, json).with(ACTION, Json.of(onFailure));
    }

    private static HealthCheck read(Json.Obj json, String action) {
        OptionalLong unsaid = OptionalLong.empty();
        return new HealthCheck(
                json.strings("Test"),
                or(unsaid, json, "Interval", 30 * SECOND),
                or(unsaid, json, "Timeout", 30 * SECOND),
                or(unsaid, json, "StartPeriod", 0),
                or(unsaid, json, "StartInterval", 5 * SECOND),
                or(unsaid, json, "Retries", 3),
                action.isEmpty() ? "none" : action);
    }

    /// What the user says, else the image, else what is usual; 0 says nothing.
    private static long or(OptionalLong asked, Json.Obj image, String field, long usual) {
        long said = asked.orElse(0);
        long value = said > 0 ? said : image.number(field).orElse(0L);
        return value > 0 ? value : usual;
    }
}
