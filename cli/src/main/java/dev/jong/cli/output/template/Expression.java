package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import java.util.List;

/// What has a value. A pipe `a | f b` is the call `f b a` already.
sealed interface Expression {
    /// `.`.
    record Dot() implements Expression {}

    /// `$name`, or `$` for the whole data.
    record Variable(String name) implements Expression {}

    /// `base.Name`.
    record Field(Expression base, String name) implements Expression {}

    /// `base.Name "key"`: an entry of a field that is a map.
    record Entry(Expression field, List<Expression> keys) implements Expression {}

    /// A string, number, boolean or nil.
    record Constant(Json value) implements Expression {}

    /// A function with its arguments.
    record Call(String function, List<Expression> arguments) implements Expression {}
}
