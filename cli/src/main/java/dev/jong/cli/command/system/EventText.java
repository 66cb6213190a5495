package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.template.GoTemplate;
import dev.jong.store.event.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Events as Docker prints them.
final class EventText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX");

    private final ZoneId zone;
    private final boolean json;
    private final Optional<GoTemplate> template;

    /// @param format empty for a line of words, `json`, or a template
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a template that can't be read
    EventText(String format, ZoneId zone) {
        this.zone = zone;
        // Fields have other names in a template than in JSON: only all of them together are JSON's.
        this.json = format.equals("json") || format.equals("{{json .}}");
        this.template =
                json || format.isEmpty() ? Optional.empty() : Optional.of(GoTemplate.parse(format));
    }

    /// One event with its newline.
    String of(Event event) {
        if (json) {
            return PrintedJson.compact(object(event)) + "\n";
        }
        return template.map(asked -> asked.render(fields(event)) + "\n")
                .orElseGet(() -> line(event));
    }

    private String line(Event event) {
        StringBuilder out = new StringBuilder();
        out.append(TIME.format(time(event).atZone(zone)))
                .append(' ')
                .append(event.type())
                .append(' ')
                .append(Text.printable(event.action()))
                .append(' ')
                .append(Text.printable(event.id()));
        if (!event.attributes().isEmpty()) {
            String separator = " (";
            for (Map.Entry<String, String> one : new TreeMap<>(event.attributes()).entrySet()) {
                out.append(separator)
                        .append(Text.printable(one.getKey()))
                        .append('=')
                        .append(Text.printable(one.getValue()));
                separator = ", ";
            }
            out.append(')');
        }
        return out.append('\n').toString();
    }

    private static Instant time(Event event) {
        return Instant.ofEpochSecond(0, event.time());
    }

    /// As templates name them.
    private static Json.Obj fields(Event event) {
        boolean container = event.type().equals("container");
        boolean old = container || event.type().equals("image");
        return Json.object()
                .put("Status", old ? event.action() : "")
                .put("ID", old ? event.id() : "")
                .put("From", container ? event.attributes().getOrDefault("image", "") : "")
                .put("Type", event.type())
                .put("Action", event.action())
                .put("Actor", actor(event))
                .put("Scope", "local")
                .put("Time", event.time() / 1_000_000_000)
                .put("TimeNano", event.time())
                .build();
    }

    private static Json.Obj actor(Event event) {
        return Json.object()
                .put("ID", event.id())
                .put("Attributes", Json.of(new TreeMap<>(event.attributes())))
                .build();
    }

    /// With the first three fields of old, which programs still read.
    private static Json.Obj object(Event event) {
        Json.ObjectBuilder all = Json.object();
        if (event.type().equals("container") || event.type().equals("image")) {
            all.put("status", event.action()).put("id", event.id());
        }
        if (event.type().equals("container")) {
            all.put("from", event.attributes().getOrDefault("image", ""));
        }
        return all.put("Type", event.type())
                .put("Action", event.action())
                .put("Actor", actor(event))
                .put("scope", "local")
                .put("time", event.time() / 1_000_000_000)
                .put("timeNano", event.time())
                .build();
    }
}
