package dev.jong.service.container;

import dev.jong.base.json.Json;
import dev.jong.store.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Events out of what lies beside a container: its record, that it was started, and how it ended.
final class LifeEvents {
    private static final String TYPE = "container";

    private final ContainerRecord record;
    private final ContainerFolder folder;
    private final List<Event> events = new ArrayList<>();

    /// When the run began, nanoseconds since 1970; 0 when nobody knows.
    private final long began;

    LifeEvents(ContainerRecord record, ContainerFolder folder) {
        this.record = record;
        this.folder = folder;
        long running = modified(folder.pid());
        this.began = running > 0 ? running : modified(folder.folder().resolve("started"));
    }

    List<Event> all() {
        return events;
    }

    void created() {
        add(record.created(), "create");
    }

    /// @param first whether it was made for this run
    void started(boolean first) {
        long time = began > 0 ? began : record.created();
        if (first && isAttached()) {
            add(time, "attach");
        }
        for (Json.Obj volume : LifeStory.volumes(record)) {
            events.add(
                    new Event(
                            time,
                            "volume",
                            "mount",
                            volume.text("name"),
                            Map.of(
                                    "container",
                                    record.id(),
                                    "destination",
                                    volume.text("destination"),
                                    "driver",
                                    "local",
                                    "read/write",
                                    Boolean.toString(!volume.bool("readonly")))));
        }
        add(time, "start");
    }

    /// Who runs in the foreground has no log, and no monitor that would write one.
    private boolean isAttached() {
        return !Files.exists(folder.log())
                && LogOptions.of(record.settings()).map(LogOptions::isInFiles).orElse(true);
    }

    /// @param end the exit record (docs/protocol.md); anything else when nobody saw the end
    void ended(String end) {
        String[] words = end.split(" ");
        long time = words.length == 4 ? nanoseconds(words[3]) : 0;
        if (time <= 0) {
            died(Event.clock(), "255");
            return;
        }
        if (OutOfMemory.ended(folder.folder(), words)) {
            add(time, "oom");
        }
        died(time, words[0]);
    }

    private void died(long time, String code) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("exitCode", code);
        if (began > 0) {
            more.put("execDuration", Long.toString(Math.max(0, time - began) / 1_000_000_000));
        }
        more.putAll(LifeStory.attributes(record));
        events.add(new Event(time, TYPE, "die", record.id(), more));
    }

    private void add(long time, String action) {
        events.add(new Event(time, TYPE, action, record.id(), LifeStory.attributes(record)));
    }

    /// Out of `seconds.nanoseconds`; 0 for anything else.
    private static long nanoseconds(String text) {
        int dot = text.indexOf('.');
        try {
            String seconds = dot < 0 ? text : text.substring(0, dot);
            String rest = dot < 0 ? "0" : text.substring(dot + 1);
            return Math.addExact(
                    Math.multiplyExact(Long.parseLong(seconds), 1_000_000_000L),
                    Long.parseLong(rest));
        } catch (NumberFormatException | ArithmeticException damaged) {
            return 0;
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        } catch (IOException gone) {
            return 0;
        }
    }
}
