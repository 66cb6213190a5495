package dev.jong.cli.output.template;

import dev.jong.base.JongException;
import dev.jong.cli.option.Quoted;
import dev.jong.cli.output.template.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes a tree of the tokens of a template: the parts that control what is printed. Expressions are read by
/// [ExpressionParser].
final class TemplateParser {
    private static final int DEEPEST = 50;

    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private final Set<String> variables = new HashSet<>(Set.of("$"));
    private int depth;

    TemplateParser(List<Token> tokens) {
        this.tokens = new TokenReader(tokens);
        this.expressions = new ExpressionParser(this.tokens, variables);
    }

    List<Node> parse() {
        List<Node> nodes = new ArrayList<>();
        String end = nodes(nodes);
        if (!end.isEmpty()) {
            throw TemplateError.of("unexpected {{" + end + "}}");
        }
        return nodes;
    }

    /// Reads up to `{{end}}`, `{{else` or the end of the template, and says which: `end`, `else` or nothing.
    private String nodes(List<Node> into) {
        while (true) {
            Token token = tokens.next();
            if (token.kind() == Kind.END) {
                return "";
            }
            if (token.kind() == Kind.TEXT) {
                into.add(new Node.Literal(token.text()));
            } else if (tokens.peek().isWord("end") || tokens.peek().isWord("else")) {
                return tokens.next().text();
            } else {
                into.add(action());
            }
        }
    }

    private Node action() {
        Token word = tokens.peek();
        if (word.isWord("if") || word.isWord("range") || word.isWord("with")) {
            tokens.next();
            return control(word.text());
        }
        if (word.isWord("define") || word.isWord("template") || word.isWord("block")) {
            throw TemplateError.of("{{" + word.text() + "}} is not supported");
        }
        Pipeline pipeline = pipeline("command");
        close();
        return new Node.Print(pipeline);
    }

    private Node control(String word) {
        if (++depth > DEEPEST) {
            throw TemplateError.of("nested deeper than " + DEEPEST);
        }
        Set<String> outer = Set.copyOf(variables);
        Pipeline pipeline = pipeline(word);
        close();
        List<Node> body = new ArrayList<>();
        List<Node> otherwise = new ArrayList<>();
        String end = nodes(body);
        if (end.equals("else")) {
            end = otherwise(word, otherwise);
        }
        if (!end.equals("end")) {
            throw TemplateError.of("unexpected EOF");
        }
        close();
        variables.retainAll(outer);
        depth--;
        return switch (word) {
            case "if" -> new Node.If(pipeline, body, otherwise);
            case "with" -> new Node.With(pipeline, body, otherwise);
            default -> new Node.Range(pipeline, body, otherwise);
        };
    }

    /// Behind `else`: another `if` that shares the end, or a body.
    private String otherwise(String word, List<Node> otherwise) {
        if (word.equals("if") && tokens.peek().isWord("if")) {
            tokens.next();
            otherwise.add(control("if"));
            tokens.back();
            return "end";
        }
        close();
        String end = nodes(otherwise);
        if (end.equals("else")) {
            throw TemplateError.of("unexpected {{else}}");
        }
        return end;
    }

    private Pipeline pipeline(String context) {
        List<String> names = new ArrayList<>();
        while (tokens.peek().kind() == Kind.VARIABLE
                        && (tokens.peek(1).isSign(",") || names.size() == 1)
                || isAssignment()) {
            names.add(tokens.next().text());
            if (!tokens.peek().isSign(",")) {
                break;
            }
            tokens.next();
        }
        if (names.isEmpty()) {
            return new Pipeline(List.of(), false, expressions.pipe(context));
        }
        boolean declares = tokens.peek().isSign(":=");
        if (!declares && !tokens.peek().isSign("=")) {
            throw TemplateError.of(
                    "unexpected " + Quoted.of(tokens.peek().text()) + " in " + context);
        }
        if (names.size() > (context.equals("range") ? 2 : 1)) {
            throw TemplateError.of("too many declarations in " + context);
        }
        tokens.next();
        Expression value = expressions.pipe(context);
        declare(names, declares);
        return new Pipeline(names, declares, value);
    }

    private boolean isAssignment() {
        return tokens.peek().kind() == Kind.VARIABLE
                && (tokens.peek(1).isSign(":=") || tokens.peek(1).isSign("="));
    }

    private void declare(List<String> names, boolean declares) {
        for (String name : names) {
            if (declares) {
                variables.add(name);
            } else if (!variables.contains(name)) {
                throw undefined(name);
            }
        }
    }

    static JongException undefined(String name) {
        return TemplateError.of("undefined variable " + Quoted.of(name));
    }

    private void close() {
        Token token = tokens.next();
        if (token.kind() != Kind.CLOSE) {
            throw TemplateError.of("unexpected " + Quoted.of(token.text()));
        }
    }
}
