package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import dev.jong.cli.option.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads pipes, calls, fields and constants. The lexer limits the length of an action, and so the depth of these.
final class ExpressionParser {
    private final TokenReader tokens;
    private final Set<String> variables;

    ExpressionParser(TokenReader tokens, Set<String> variables) {
        this.tokens = tokens;
        this.variables = variables;
    }

    /// `command | command | ...`.
    Expression pipe(String context) {
        Expression value = command(context, null);
        while (tokens.peek().isSign("|")) {
            tokens.next();
            value = command(context, value);
        }
        return value;
    }

    /// A function with arguments, or one operand. What comes through the pipe is the last argument.
    private Expression command(
            String context, @org.jspecify.annotations.Nullable Expression piped) {
        Token first = tokens.peek();
        if (first.kind() == Token.Kind.WORD && !isConstant(first)) {
            tokens.next();
            if (!Functions.exists(first.text())) {
                throw TemplateError.of("function " + Quoted.of(first.text()) + " not defined");
            }
            List<Expression> arguments = arguments();
            if (piped != null) {
                arguments.add(piped);
            }
            return new Expression.Call(first.text(), arguments);
        }
        if (!startsOperand(first)) {
            throw TemplateError.of("missing value for " + context);
        }
        Expression operand = operand();
        List<Expression> keys = arguments();
        if (piped != null) {
            keys.add(piped);
        }
        if (keys.isEmpty()) {
            return operand;
        }
        if (!(operand instanceof Expression.Field)) {
            throw TemplateError.of(
                    "can't give argument to non-function " + Quoted.of(first.text()));
        }
        return new Expression.Entry(operand, keys);
    }

    private List<Expression> arguments() {
        List<Expression> arguments = new ArrayList<>();
        while (startsOperand(tokens.peek())) {
            arguments.add(operand());
        }
        return arguments;
    }

    private static boolean startsOperand(Token token) {
        return switch (token.kind()) {
            case FIELD, DOT, VARIABLE, STRING, NUMBER, WORD -> true;
            case SIGN -> token.text().equals("(");
            case TEXT, OPEN, CLOSE, END -> false;
        };
    }

    private static boolean isConstant(Token token) {
        return token.text().equals("true")
                || token.text().equals("false")
                || token.text().equals("nil");
    }

    private Expression operand() {
        Expression operand = primary();
        while (tokens.peek().kind() == Token.Kind.FIELD && tokens.peek().glued()) {
            operand = new Expression.Field(operand, tokens.next().text().substring(1));
        }
        return operand;
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case DOT -> new Expression.Dot();
            case FIELD -> new Expression.Field(new Expression.Dot(), token.text().substring(1));
            case STRING -> new Expression.Constant(Json.of(token.text()));
            case NUMBER -> new Expression.Constant(new Json.Num(token.text()));
            case VARIABLE -> variable(token.text());
            case WORD -> word(token.text());
            case SIGN, TEXT, OPEN, CLOSE, END -> parenthesis();
        };
    }

    private Expression variable(String name) {
        if (!variables.contains(name)) {
            throw TemplateParser.undefined(name);
        }
        return new Expression.Variable(name);
    }

    private static Expression word(String word) {
        return switch (word) {
            case "true" -> new Expression.Constant(Json.of(true));
            case "false" -> new Expression.Constant(Json.of(false));
            case "nil" -> new Expression.Constant(new Json.Null());
            default -> {
                if (!Functions.exists(word)) {
                    throw TemplateError.of("function " + Quoted.of(word) + " not defined");
                }
                yield new Expression.Call(word, List.of());
            }
        };
    }

    private Expression parenthesis() {
        Expression inner = pipe("parenthesized pipeline");
        if (!tokens.next().isSign(")")) {
            throw TemplateError.of("unclosed left paren");
        }
        return inner;
    }
}
