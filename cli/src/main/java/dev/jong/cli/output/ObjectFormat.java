package dev.jong.cli.output;

import dev.jong.base.json.Json;
import dev.jong.cli.output.template.GoTemplate;
import java.util.List;

/// `--format` of commands that show whole objects, such as `inspect`.
public final class ObjectFormat {
    private ObjectFormat() {}

    /// What is printed for some objects; every line has a newline.
    ///
    /// @param format as typed: empty for an indented array, `json` for the same on one line, or a template for
    ///     each object
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a template that can't be read or rendered
    public static String print(List<Json> objects, String format) {
        if (format.isEmpty()) {
            return PrintedJson.pretty(new Json.Arr(objects)) + "\n";
        }
        if (format.equals("json")) {
            return PrintedJson.compact(new Json.Arr(objects)) + "\n";
        }
        GoTemplate template = GoTemplate.parse(format);
        StringBuilder out = new StringBuilder();
        for (Json object : objects) {
            out.append(template.render(object)).append('\n');
        }
        return out.toString();
    }

    /// The same for the one object of a command that is about one thing: `json` prints it, not an array.
    public static String one(Json.Obj object, String format) {
        return format.equals("json")
                ? PrintedJson.compact(object) + "\n"
                : print(List.of(object), format);
    }
}
