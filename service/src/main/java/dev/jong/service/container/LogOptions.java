package dev.jong.service.container;

import dev.jong.base.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a container's output is kept: `--log-driver` and `--log-opt`, as Docker's `LogConfig` holds them.
///
/// @param driver `json-file`, `local`, `journald` or `none`
/// @param options as typed
/// @param limit bytes of one file; 0 for no limit
/// @param files how many there are
/// @param buffer bytes that may wait to be written before they are dropped; 0: the container waits
public record LogOptions(
        String driver, Map<String, String> options, long limit, long files, long buffer) {
    /// The field of the settings.
    static final String FIELD = "LogConfig";

    /// What holds when nobody says anything.
    public static final LogOptions USUAL =
            new LogOptions(
                    "json-file", Map.of(), LaunchContainer.LOG_LIMIT, LaunchContainer.LOG_FILES, 0);

    private static final String LIMIT = "limit";
    private static final String FILES = "files";
    private static final String BUFFER = "buffer";

    public LogOptions {
        options = Map.copyOf(options);
    }

    /// Whether there is a log at all.
    public boolean isKept() {
        return !driver.equals("none");
    }

    /// Whether it is in the journal of the host.
    public boolean isInJournal() {
        return driver.equals("journald");
    }

    /// Whether it is in files of the container.
    public boolean isInFiles() {
        return isKept() && !isInJournal();
    }

    /// Those of a container by its settings; empty for the usual ones.
    public static Optional<LogOptions> of(Json.Obj settings) {
        Json.Obj config = settings.object(FIELD);
        if (config.fields().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new LogOptions(
                        config.text("Type"),
                        config.stringMap("Config"),
                        config.number(LIMIT).orElse(LaunchContainer.LOG_LIMIT),
                        config.number(FILES).orElse(LaunchContainer.LOG_FILES),
                        config.number(BUFFER).orElse(0L)));
    }

    /// As Docker shows it.
    Json.Obj shown() {
        return Json.object()
                .put("Type", driver)
                .put("Config", Json.of(new TreeMap<>(options)))
                .build();
    }

    Json.Obj json() {
        return Json.object()
                .put("Type", driver)
                .put("Config", Json.of(new TreeMap<>(options)))
                .put(LIMIT, limit)
                .put(FILES, files)
                .put(BUFFER, buffer)
                .build();
    }
}
