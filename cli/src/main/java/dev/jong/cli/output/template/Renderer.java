package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Walks the tree of a template over some data.
final class Renderer {
    /// More than this is not meant for anybody to read: nested ranges over large data grow fast.
    private static final int MOST = 64 << 20;

    private final StringBuilder out = new StringBuilder();
    private final Scope scope;
    private Value dot;

    Renderer(Value data) {
        this.dot = data;
        this.scope = new Scope(dot);
    }

    String render(List<Node> nodes) {
        walk(nodes);
        return out.toString();
    }

    private void walk(List<Node> nodes) {
        for (Node node : nodes) {
            switch (node) {
                case Node.Literal literal -> out.append(literal.text());
                case Node.Print print -> print(print.pipeline());
                case Node.If branch -> {
                    int mark = scope.mark();
                    walk(value(branch.condition()).isTrue() ? branch.body() : branch.otherwise());
                    scope.release(mark);
                }
                case Node.With with -> with(with);
                case Node.Range range -> range(range);
            }
            if (out.length() > MOST) {
                throw TemplateError.of("the output is larger than 64 MiB");
            }
        }
    }

    private void print(Pipeline pipeline) {
        Value value = value(pipeline);
        if (pipeline.variables().isEmpty()) {
            out.append(value.text());
        }
    }

    private void with(Node.With with) {
        int mark = scope.mark();
        Value value = value(with.value());
        if (value.isTrue()) {
            walk(with.body(), value);
        } else {
            walk(with.otherwise());
        }
        scope.release(mark);
    }

    private void range(Node.Range range) {
        int mark = scope.mark();
        Value items = evaluator().of(range.items().value());
        if (!items.isTrue()) {
            walk(range.otherwise());
            return;
        }
        switch (items.json()) {
            case Json.Arr array -> {
                for (int i = 0; i < array.items().size(); i++) {
                    step(range, Json.of(i), new Value(array.items().get(i), items.clean()));
                    scope.release(mark);
                }
            }
            case Json.Obj object -> {
                for (Map.Entry<String, Json> field : new TreeMap<>(object.fields()).entrySet()) {
                    step(
                            range,
                            Json.of(field.getKey()),
                            new Value(field.getValue(), items.clean()));
                    scope.release(mark);
                }
            }
            case Json.Null n -> {}
            case Json.Bool b -> throw notARange("a boolean");
            case Json.Num n -> throw notARange("a number");
            case Json.Str s -> throw notARange("a string");
        }
    }

    private static RuntimeException notARange(String what) {
        return TemplateError.of("range can't iterate over " + what);
    }

    private void step(Node.Range range, Json key, Value value) {
        List<String> names = range.items().variables();
        boolean declares = range.items().declares();
        if (names.size() == 2) {
            scope.set(names.getFirst(), Value.ofData(key), declares);
        }
        if (!names.isEmpty()) {
            scope.set(names.getLast(), value, declares);
        }
        walk(range.body(), value);
    }

    private void walk(List<Node> nodes, Value inner) {
        Value outer = dot;
        dot = inner;
        walk(nodes);
        dot = outer;
    }

    private Value value(Pipeline pipeline) {
        Value value = evaluator().of(pipeline.value());
        for (String name : pipeline.variables()) {
            scope.set(name, value, pipeline.declares());
        }
        return value;
    }

    private Evaluator evaluator() {
        return new Evaluator(dot, scope);
    }

    /// The variables, innermost last.
    static final class Scope {
        private final List<String> names = new ArrayList<>();
        private final List<Value> values = new ArrayList<>();

        Scope(Value root) {
            set("$", root, true);
        }

        int mark() {
            return names.size();
        }

        void release(int mark) {
            while (names.size() > mark) {
                names.removeLast();
                values.removeLast();
            }
        }

        void set(String name, Value value, boolean declares) {
            int index = declares ? -1 : names.lastIndexOf(name);
            if (index >= 0) {
                values.set(index, value);
            } else {
                names.add(name);
                values.add(value);
            }
        }

        Value get(String name) {
            int index = names.lastIndexOf(name);
            return index < 0 ? Value.NONE : values.get(index);
        }
    }
}
