package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import dev.jong.cli.option.Quoted;
import java.util.ArrayList;
import java.util.List;

/// The value of an expression at one place of the data.
final class Evaluator {
    private final Value dot;
    private final Renderer.Scope scope;

    Evaluator(Value dot, Renderer.Scope scope) {
        this.dot = dot;
        this.scope = scope;
    }

    Value of(Expression expression) {
        return switch (expression) {
            case Expression.Dot d -> dot;
            case Expression.Variable variable -> scope.get(variable.name());
            case Expression.Constant constant -> new Value(constant.value(), true);
            case Expression.Field field -> field(of(field.base()), field.name());
            case Expression.Entry entry -> entry(entry);
            case Expression.Call call -> call(call);
        };
    }

    private static Value field(Value base, String name) {
        return switch (base.json()) {
            case Json.Obj object -> {
                Json value = object.fields().get(name);
                if (value == null && base.closed()) {
                    throw TemplateError.noField(name, object);
                }
                yield value == null ? Value.NONE : new Value(value, base.clean());
            }
            case Json.Null n -> Value.NONE;
            case Json.Bool b -> throw noField(name, "a boolean");
            case Json.Num n -> throw noField(name, "a number");
            case Json.Str s -> throw noField(name, "a string");
            case Json.Arr a -> throw noField(name, "an array");
        };
    }

    private static RuntimeException noField(String name, String what) {
        return TemplateError.of("can't evaluate field " + Quoted.plain(name) + " in " + what);
    }

    private Value entry(Expression.Entry entry) {
        Value value = of(entry.field());
        for (Expression key : entry.keys()) {
            value = Indexing.index(value, of(key));
        }
        return value;
    }

    /// `and` and `or` stop at the first argument that decides; all other functions take values.
    private Value call(Expression.Call call) {
        boolean and = call.function().equals("and");
        if (!and && !call.function().equals("or")) {
            List<Value> arguments = new ArrayList<>();
            for (Expression argument : call.arguments()) {
                arguments.add(of(argument));
            }
            return Functions.call(call.function(), arguments);
        }
        if (call.arguments().isEmpty()) {
            throw TemplateError.of(
                    "wrong number of args for " + call.function() + ": want at least 1 got 0");
        }
        Value value = Value.NONE;
        for (Expression argument : call.arguments()) {
            value = of(argument);
            if (value.isTrue() != and) {
                return value;
            }
        }
        return value;
    }
}
