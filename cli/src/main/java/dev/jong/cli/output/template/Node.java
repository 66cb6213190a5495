package dev.jong.cli.output.template;

import java.util.List;

/// A part of a template that prints something, or nothing.
sealed interface Node {
    /// Text outside of actions.
    record Literal(String text) implements Node {}

    /// `{{pipeline}}`; prints nothing when it sets a variable.
    record Print(Pipeline pipeline) implements Node {}

    /// `{{if}}`.
    record If(Pipeline condition, List<Node> body, List<Node> otherwise) implements Node {}

    /// `{{with}}`.
    record With(Pipeline value, List<Node> body, List<Node> otherwise) implements Node {}

    /// `{{range}}`.
    record Range(Pipeline items, List<Node> body, List<Node> otherwise) implements Node {}
}
