package dev.jong.store.event;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.base.json.JsonPrinter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened, in Docker's words.
///
/// @param time when, nanoseconds since 1970
/// @param type `container`, `image`, `network` or `volume`
/// @param action such as `start`
/// @param id of what it happened to: a container's id, an image's id or name, a network's id, a
///     volume's name; empty for several at once
/// @param attributes what else is to be said of it, in no order that matters
public record Event(
        long time, String type, String action, String id, Map<String, String> attributes) {
    /// Labels come from images and users: a record must not grow without an end. A quarter of what a reader holds.
    private static final int LONGEST = 64 << 10;

    public Event {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /// Something that happens now.
    public static Event now(String type, String action, String id, Map<String, String> attributes) {
        return new Event(clock(), type, action, id, attributes);
    }

    /// The time now, nanoseconds since 1970.
    public static long clock() {
        return System.currentTimeMillis() * 1_000_000;
    }

    /// Something that happens to an image now.
    ///
    /// @param name empty for one without
    public static Event image(String action, String id, String name) {
        return now("image", action, id, name.isEmpty() ? Map.of() : Map.of("name", name));
    }

    /// Something that happens to a volume now.
    public static Event volume(String action, String name) {
        return now("volume", action, name, Map.of("driver", "local"));
    }

    /// Something that happens to a network now.
    public static Event network(String action, String id, String name, String driver) {
        return now("network", action, id, Map.of("name", name, "type", driver));
    }

    /// A container is connected to a network, or disconnected from it.
    ///
    /// @param container its id
    public static Event network(
            String action, String id, String name, String driver, String container) {
        return now(
                "network",
                action,
                id,
                Map.of("container", container, "name", name, "type", driver));
    }

    /// One line of JSON without the time. Of attributes that are too many the later ones are missing.
    String text() {
        Json.ObjectBuilder all = Json.object();
        int length = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            length += attribute.getKey().length() + attribute.getValue().length();
            if (length < LONGEST) {
                all.put(attribute.getKey(), attribute.getValue());
            }
        }
        return JsonPrinter.compact(
                Json.object()
                        .put("type", type)
                        .put("action", action)
                        .put("id", id)
                        .put("attributes", all.build())
                        .build());
    }

    /// Reads a record.
    ///
    /// @param stamp its time, `2026-01-31T10:20:30.123456789Z`
    /// @throws JongException INVALID_ARGUMENT when it is damaged
    public static Event parse(String stamp, byte[] text) {
        Json.Obj json = JsonParser.parseObject(text);
        try {
            java.time.Instant time = java.time.Instant.parse(stamp);
            return new Event(
                    time.getEpochSecond() * 1_000_000_000 + time.getNano(),
                    json.text("type"),
                    json.text("action"),
                    json.text("id"),
                    json.stringMap("attributes"));
        } catch (java.time.DateTimeException e) {
            throw JongException.of(ErrorKind.INVALID_ARGUMENT, "no time").causedBy(e);
        }
    }
}
