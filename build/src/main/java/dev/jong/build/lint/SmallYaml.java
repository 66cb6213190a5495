package dev.jong.build.lint;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads as much of YAML as files of settings need: maps, lists, lists in brackets, text in quotes or without, comments. All
/// values are text. What is more than that is refused with its line, and nothing is guessed.
final class SmallYaml {
    private static final int DEEPEST = 20;
    private static final String REFUSED = "&*!|>{}%@`?";

    private final List<Line> lines = new ArrayList<>();
    private int at;

    /// A line that says something.
    private record Line(int number, int indent, String text) {
        boolean isItem() {
            return text.equals("-") || text.startsWith("- ");
        }
    }

    private SmallYaml(String text) {
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String bare = withoutComment(raw).stripTrailing();
            int indent = 0;
            while (indent < bare.length() && bare.charAt(indent) == ' ') {
                indent++;
            }
            Line line = new Line(number, indent, bare.substring(indent));
            boolean begin = line.text.equals("---") && lines.isEmpty();
            if (!line.text.isEmpty() && !begin) {
                lines.add(line);
            }
        }
    }

    /// Reads a map.
    ///
    /// @param text byte string
    /// @throws JongException INVALID_ARGUMENT with the line
    static Json.Obj parse(String text) {
        SmallYaml yaml = new SmallYaml(text);
        if (yaml.lines.isEmpty()) {
            return Json.EMPTY;
        }
        Json.Obj all = yaml.map(yaml.lines.getFirst().indent, 0);
        if (yaml.at < yaml.lines.size()) {
            throw wrong(yaml.lines.get(yaml.at), "it stands at another depth than its neighbours");
        }
        return all;
    }

    /// A `#` at the beginning or behind white space begins a comment, unless it is in quotes.
    private static String withoutComment(String line) {
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '#' && (i == 0 || line.charAt(i - 1) <= ' ')) {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private boolean isAt(int indent) {
        return at < lines.size() && lines.get(at).indent == indent;
    }

    private Json.Obj map(int indent, int depth) {
        Map<String, Json> out = new LinkedHashMap<>();
        while (isAt(indent) && !lines.get(at).isItem()) {
            Line line = lines.get(at++);
            int colon = colon(line);
            String name = scalar(line, line.text.substring(0, colon).strip());
            String rest = line.text.substring(colon + 1).strip();
            Json value = rest.isEmpty() ? block(line, depth) : value(line, rest);
            if (out.put(name, value) != null) {
                throw wrong(line, "the key " + Text.printable(name) + " stands there twice");
            }
        }
        return new Json.Obj(out);
    }

    private static int colon(Line line) {
        for (int i = 0; i < line.text.length(); i++) {
            boolean last = i == line.text.length() - 1;
            if (line.text.charAt(i) == ':' && (last || line.text.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        throw wrong(line, "it is neither NAME: VALUE nor an item of a list");
    }

    /// What stands below a key: a list may stand as far out as the key does.
    private Json block(Line key, int depth) {
        if (depth > DEEPEST) {
            throw wrong(key, "it is too deep");
        }
        if (at >= lines.size() || lines.get(at).indent < key.indent) {
            return Json.of("");
        }
        Line next = lines.get(at);
        if (next.isItem()) {
            return list(next.indent);
        }
        return next.indent > key.indent ? map(next.indent, depth + 1) : Json.of("");
    }

    private Json.Arr list(int indent) {
        List<Json> out = new ArrayList<>();
        while (isAt(indent) && lines.get(at).isItem()) {
            Line line = lines.get(at++);
            String text = line.text.substring(1).strip();
            boolean plain = !text.startsWith("\"") && !text.startsWith("'");
            if (plain && (text.endsWith(":") || text.contains(": "))) {
                throw wrong(line, "items of lists are plain values");
            }
            out.add(value(line, text));
        }
        return new Json.Arr(out);
    }

    private Json value(Line line, String text) {
        if (!text.startsWith("[")) {
            return Json.of(scalar(line, text));
        }
        StringBuilder all = new StringBuilder(text);
        while (all.charAt(all.length() - 1) != ']') {
            if (at >= lines.size()) {
                throw wrong(line, "the list does not end");
            }
            all.append(' ').append(lines.get(at++).text);
        }
        List<Json> out = new ArrayList<>();
        for (String part : all.substring(1, all.length() - 1).split(",", -1)) {
            if (!part.isBlank()) {
                out.add(Json.of(scalar(line, part.strip())));
            }
        }
        return new Json.Arr(out);
    }

    private static String scalar(Line line, String text) {
        if (text.isEmpty()) {
            return "";
        }
        char first = text.charAt(0);
        if (first == '"' || first == '\'') {
            if (text.length() < 2 || text.indexOf(first, 1) != text.length() - 1) {
                throw wrong(line, "the quotes do not end, or something stands behind them");
            }
            if (first == '"' && text.indexOf('\\') >= 0) {
                throw wrong(line, "backslashes in quotes are not understood");
            }
            return text.substring(1, text.length() - 1);
        }
        if (REFUSED.indexOf(first) >= 0 || first == '[' || first == '\t') {
            throw wrong(line, "this part of YAML is not understood");
        }
        return text;
    }

    private static JongException wrong(Line line, String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "line " + line.number + ": " + why);
    }
}
