package dev.jong.service.event;

import dev.jong.store.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// The conditions of `events --filter`, as Docker has them: values of one key are alternatives, labels must all fit, and
/// so must the keys.
public final class EventFilter implements Predicate<Event> {
    /// The keys that there are.
    public static final List<String> KEYS =
            List.of(
                    "config",
                    "container",
                    "daemon",
                    "event",
                    "image",
                    "label",
                    "network",
                    "node",
                    "plugin",
                    "scope",
                    "secret",
                    "service",
                    "type",
                    "volume");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /// One more condition.
    ///
    /// @param key one of [#KEYS]
    public EventFilter add(String key, String value) {
        values.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
        return this;
    }

    @Override
    public boolean test(Event event) {
        for (Map.Entry<String, List<String>> condition : values.entrySet()) {
            boolean fits =
                    condition.getKey().equals("label")
                            ? condition.getValue().stream()
                                    .allMatch(value -> hasLabel(event, value))
                            : condition.getValue().stream()
                                    .anyMatch(value -> fits(event, condition.getKey(), value));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Event event, String key, String value) {
        return switch (key) {
            case "event" -> event.action().equals(value) || event.action().startsWith(value + ":");
            case "type" -> event.type().equals(value);
            case "scope" -> value.equals("local");
            case "image" -> isImage(event, value);
            default -> event.type().equals(key) && isNamed(event, value);
        };
    }

    /// An image by its name or id; a container by the image that it is made from.
    private static boolean isImage(Event event, String value) {
        String name = event.attributes().getOrDefault("name", "");
        return switch (event.type()) {
            case "image" ->
                    event.id().equals(value)
                            || event.id().startsWith("sha256:" + value)
                            || name.equals(value)
                            || untagged(name).equals(value);
            case "container" -> {
                String image = event.attributes().getOrDefault("image", "");
                yield image.equals(value) || untagged(image).equals(value);
            }
            default -> false;
        };
    }

    private static String untagged(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    private static boolean isNamed(Event event, String value) {
        return event.id().startsWith(value)
                || event.attributes().getOrDefault("name", "").equals(value);
    }

    private static boolean hasLabel(Event event, String value) {
        int equals = value.indexOf('=');
        String key = equals < 0 ? value : value.substring(0, equals);
        String found = event.attributes().get(key);
        return found != null && (equals < 0 || found.equals(value.substring(equals + 1)));
    }
}
