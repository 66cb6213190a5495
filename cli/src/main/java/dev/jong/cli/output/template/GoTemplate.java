package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import java.util.List;

/// A template such as `{{.ID}}: {{json .Config}}`. Supported are fields, variables, pipes, parentheses, `if`, `else`,
/// `range`, `with`, comments, the trim marks `{{-` and `-}}`, Go's functions `and or not eq ne lt le gt ge len index
/// print printf println`, and those of container engines: `json join split lower upper title pad truncate`.
///
/// A field that is missing or null prints as `<no value>`, but in rows of lists, whose fields are known. Text from the data is printed through
/// [dev.jong.base.Text#printable]; text of the template is printed as it is.
public final class GoTemplate {
    private final List<Node> nodes;

    private GoTemplate(List<Node> nodes) {
        this.nodes = nodes;
    }

    /// Reads a template, a byte string.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT `template parsing error: ...`
    public static GoTemplate parse(String source) {
        return new GoTemplate(new TemplateParser(TemplateLexer.tokens(source)).parse());
    }

    /// What the template says about some data.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when it asks for what the data can't answer, such as
    ///     the length of a number
    public String render(Json data) {
        return new Renderer(Value.ofData(data)).render(nodes);
    }

    /// What the template says about a row of a list, which has all the fields there can be.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT as in [#render], and for a field that the row has not
    public String renderRow(Json.Obj row) {
        return new Renderer(new Value(row, false, true)).render(nodes);
    }
}
