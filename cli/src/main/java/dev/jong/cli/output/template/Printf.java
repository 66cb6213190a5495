package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import dev.jong.cli.output.PrintedJson;
import dev.jong.cli.output.Width;
import java.util.List;

/// `printf` with the verbs `%s %v %d %t %q %%`, a width and a minus for columns.
final class Printf {
    private static final int WIDEST = 999;

    private final String format;
    private final List<Value> values;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next = 1;

    private Printf(List<Value> values) {
        this.values = values;
        this.format = values.getFirst().text();
    }

    /// The first argument is the format.
    static String format(List<Value> arguments) {
        if (arguments.isEmpty() || !(arguments.getFirst().json() instanceof Json.Str)) {
            throw TemplateError.of("error calling printf: expected a format");
        }
        return new Printf(arguments).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c != '%') {
                out.append(c);
            } else {
                verb();
            }
        }
        return out.toString();
    }

    private void verb() {
        boolean left = at < format.length() && format.charAt(at) == '-';
        at += left ? 1 : 0;
        int width = 0;
        while (at < format.length()
                && format.charAt(at) >= '0'
                && format.charAt(at) <= '9'
                && width <= WIDEST) {
            width = width * 10 + format.charAt(at++) - '0';
        }
        if (at >= format.length() || width > WIDEST) {
            throw TemplateError.of("error calling printf: incomplete or too wide a verb");
        }
        char verb = format.charAt(at++);
        if (verb == '%') {
            out.append('%');
            return;
        }
        if (next >= values.size()) {
            throw TemplateError.of("error calling printf: missing argument");
        }
        String text = text(verb, values.get(next++));
        String space = " ".repeat(Math.max(0, width - Width.of(text)));
        out.append(left ? text + space : space + text);
    }

    private static String text(char verb, Value value) {
        return switch (verb) {
            case 's', 'v', 't', 'd' -> value.text();
            case 'q' -> PrintedJson.compact(Json.of(Printed.text(value.json())));
            default ->
                    throw TemplateError.of(
                            "error calling printf: unknown verb "
                                    + (verb < 0x7f && verb > 0x20 ? "%" + verb : ""));
        };
    }
}
