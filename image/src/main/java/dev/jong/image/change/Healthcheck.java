package dev.jong.image.change;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The instruction HEALTHCHECK: `NONE`, or options and `CMD` with a command in either form.
final class Healthcheck {
    private Healthcheck() {}

    /// Docker's JSON object for it; durations in nanoseconds.
    static Json.Obj parse(String text, List<String> shell) {
        Json.ObjectBuilder options = Json.object();
        String rest = text;
        while (rest.startsWith("--")) {
            int space = rest.indexOf(' ');
            if (space < 0) {
                throw ConfigChange.invalid("HEALTHCHECK needs CMD or NONE");
            }
            option(options, rest.substring(0, space));
            rest = rest.substring(space).strip();
        }
        int space = rest.indexOf(' ');
        String kind = (space < 0 ? rest : rest.substring(0, space)).toUpperCase(Locale.ROOT);
        String command = space < 0 ? "" : rest.substring(space).strip();
        if (kind.equals("NONE") && command.isEmpty()) {
            return Json.object().put("Test", Json.of(List.of("NONE"))).build();
        }
        if (!kind.equals("CMD") || command.isEmpty()) {
            throw ConfigChange.invalid("HEALTHCHECK needs CMD and a command, or NONE");
        }
        Json.Obj out = Json.object().put("Test", Json.of(test(command, shell))).build();
        for (var option : options.build().fields().entrySet()) {
            out = out.with(option.getKey(), option.getValue());
        }
        return out;
    }

    private static List<String> test(String command, List<String> shell) {
        List<String> out = new ArrayList<>();
        Optional<List<String>> exec = Words.array(command);
        if (exec.isPresent()) {
            out.add("CMD");
            out.addAll(exec.get());
        } else if (shell.equals(List.of("/bin/sh", "-c"))) {
            out.addAll(List.of("CMD-SHELL", command));
        } else {
            out.add("CMD");
            out.addAll(shell);
            out.add(command);
        }
        return out;
    }

    private static void option(Json.ObjectBuilder out, String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        switch (name) {
            case "--interval" -> out.put("Interval", GoDuration.nanoseconds(value));
            case "--timeout" -> out.put("Timeout", GoDuration.nanoseconds(value));
            case "--start-period" -> out.put("StartPeriod", GoDuration.nanoseconds(value));
            case "--start-interval" -> out.put("StartInterval", GoDuration.nanoseconds(value));
            case "--retries" -> out.put("Retries", retries(value));
            default ->
                    throw ConfigChange.invalid("HEALTHCHECK has no option " + Text.printable(name));
        }
    }

    private static long retries(String value) {
        boolean digits = !value.isEmpty() && value.length() < 10;
        for (int i = 0; i < value.length() && digits; i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!digits) {
            throw ConfigChange.invalid("--retries needs a number");
        }
        return Long.parseLong(value);
    }
}
