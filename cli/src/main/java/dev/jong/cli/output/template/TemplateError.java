package dev.jong.cli.output.template;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.cli.option.Quoted;

/// The errors of templates.
final class TemplateError {
    private TemplateError() {}

    static JongException of(String why) {
        return error(why)
                .hint(
                        "write a Go template such as '{{.ID}}', '{{json .}}' or '{{range .Names}}{{.}} {{end}}'");
    }

    /// A field that rows of a list do not have, with those they do have.
    static JongException noField(String name, Json.Obj row) {
        return error("can't evaluate field " + Quoted.plain(name) + " in a row of this list")
                .hint("its fields are " + String.join(", ", row.fields().keySet()));
    }

    private static JongException error(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "template parsing error: " + why);
    }
}
