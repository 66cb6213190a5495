package dev.jong.build.dockerfile;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Parser directives: comments `# name=value` at the very top of a file. A first line `#!...` is passed over.
final class Directives {
    private static final List<String> NAMES = List.of("syntax", "escape", "check");

    private Directives() {}

    static Map<String, String> of(String file, Lines lines) {
        Map<String, String> found = new HashMap<>();
        int at = lines.count() > 0 && lines.line(0).startsWith("#!") ? 1 : 0;
        for (; at < lines.count(); at++) {
            String line = lines.line(at);
            int equals = line.indexOf('=');
            if (!line.startsWith("#") || equals < 0) {
                break;
            }
            String name = Blank.trim(line.substring(1, equals)).toLowerCase(Locale.ROOT);
            String value = Blank.trim(line.substring(equals + 1));
            if (!NAMES.contains(name) || value.isEmpty()) {
                break;
            }
            if (found.put(name, value) != null) {
                throw at(file, lines, at + 1, "the parser directive " + name + " is there twice");
            }
            if (name.equals("escape") && !value.equals("\\") && !value.equals("`")) {
                throw at(
                        file,
                        lines,
                        at + 1,
                        "the escape character cannot be \""
                                + Text.printable(value)
                                + "\": it is \\ or `");
            }
        }
        return found;
    }

    private static JongException at(String file, Lines lines, int line, String message) {
        return Located.wrap(file, lines.all(), line, line, Flags.invalid(message));
    }
}
