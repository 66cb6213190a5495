package dev.jong.cli.output.template;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;

/// The errors of templates.
final class TemplateError {
    private TemplateError() {}

    static JongException of(String why) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, "template parsing error: " + why)
                .hint(
                        "write a Go template such as '{{.ID}}', '{{json .}}' or '{{range .Names}}{{.}} {{end}}'");
    }
}
