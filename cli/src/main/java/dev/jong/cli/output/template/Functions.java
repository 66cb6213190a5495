package dev.jong.cli.output.template;

import dev.jong.base.json.Json;
import dev.jong.cli.output.PrintedJson;
import java.util.ArrayList;
import java.util.List;

/// The functions of templates but `and` and `or`.
final class Functions {
    private static final String NAMES =
            " and or not eq ne lt le gt ge len index print printf println json join split lower upper title pad"
                    + " truncate ";

    private Functions() {}

    static boolean exists(String name) {
        return NAMES.contains(" " + name + " ");
    }

    static Value call(String name, List<Value> arguments) {
        return switch (name) {
            case "not" -> Value.made(!only(name, arguments).isTrue());
            case "eq" -> Value.made(isAnyEqual(arguments));
            case "ne" -> Value.made(!equal(name, arguments));
            case "lt" -> Value.made(order(name, arguments) < 0);
            case "le" -> Value.made(order(name, arguments) <= 0);
            case "gt" -> Value.made(order(name, arguments) > 0);
            case "ge" -> Value.made(order(name, arguments) >= 0);
            case "len" -> Indexing.length(only(name, arguments));
            case "index" -> index(arguments);
            case "print" -> Value.made(print(arguments));
            case "println" -> Value.made(spaced(arguments) + "\n");
            case "printf" -> Value.made(Printf.format(arguments));
            case "json" -> Value.made(PrintedJson.compact(only(name, arguments).json()));
            default -> text(name, arguments);
        };
    }

    private static Value text(String name, List<Value> arguments) {
        return switch (name) {
            case "join" -> join(arguments);
            case "split" -> split(arguments);
            case "lower" -> Value.made(TextFunctions.lower(string(name, only(name, arguments))));
            case "upper" -> Value.made(TextFunctions.upper(string(name, only(name, arguments))));
            case "title" -> Value.made(TextFunctions.title(string(name, only(name, arguments))));
            case "pad" -> {
                count(name, arguments, 3);
                int before = number(name, arguments.get(1));
                int after = number(name, arguments.get(2));
                yield Value.made(
                        TextFunctions.pad(string(name, arguments.getFirst()), before, after));
            }
            default -> {
                count(name, arguments, 2);
                int length = number(name, arguments.get(1));
                yield Value.made(
                        TextFunctions.truncate(string(name, arguments.getFirst()), length));
            }
        };
    }

    private static Value only(String name, List<Value> arguments) {
        count(name, arguments, 1);
        return arguments.getFirst();
    }

    private static void count(String name, List<Value> arguments, int wanted) {
        if (arguments.size() != wanted) {
            throw TemplateError.of(
                    "wrong number of args for "
                            + name
                            + ": want "
                            + wanted
                            + " got "
                            + arguments.size());
        }
    }

    /// A string, safe for a terminal.
    private static String string(String name, Value value) {
        if (value.json() instanceof Json.Str) {
            return value.text();
        }
        throw TemplateError.of("error calling " + name + ": expected a string");
    }

    private static int number(String name, Value value) {
        String literal = value.json() instanceof Json.Num n ? n.literal() : "";
        try {
            int number = Integer.parseInt(literal);
            if (number >= 0 && number <= 10_000) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw TemplateError.of("error calling " + name + ": expected a whole number")
                    .causedBy(e);
        }
        throw TemplateError.of("error calling " + name + ": expected a number from 0 to 10000");
    }

    private static boolean isAnyEqual(List<Value> arguments) {
        if (arguments.size() < 2) {
            throw TemplateError.of("error calling eq: missing argument for comparison");
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (Comparison.equal(arguments.getFirst().json(), arguments.get(i).json())) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(String name, List<Value> arguments) {
        count(name, arguments, 2);
        return Comparison.equal(arguments.getFirst().json(), arguments.get(1).json());
    }

    private static int order(String name, List<Value> arguments) {
        count(name, arguments, 2);
        return Comparison.order(name, arguments.getFirst().json(), arguments.get(1).json());
    }

    private static Value index(List<Value> arguments) {
        if (arguments.isEmpty()) {
            throw TemplateError.of("wrong number of args for index: want at least 1 got 0");
        }
        Value value = arguments.getFirst();
        for (int i = 1; i < arguments.size(); i++) {
            value = Indexing.index(value, arguments.get(i));
        }
        return value;
    }

    /// Spaces between two values when neither is a string, as in Go.
    private static String print(List<Value> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean spaced = i > 0 && !isString(values.get(i)) && !isString(values.get(i - 1));
            out.append(spaced ? " " : "").append(values.get(i).text());
        }
        return out.toString();
    }

    private static boolean isString(Value value) {
        return value.json() instanceof Json.Str;
    }

    private static String spaced(List<Value> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            out.append(i == 0 ? "" : " ").append(values.get(i).text());
        }
        return out.toString();
    }

    private static Value join(List<Value> arguments) {
        count("join", arguments, 2);
        Value list = arguments.getFirst();
        if (list.json() instanceof Json.Null) {
            return Value.made("");
        }
        if (!(list.json() instanceof Json.Arr array)) {
            throw TemplateError.of("error calling join: expected a list");
        }
        String separator = string("join", arguments.get(1));
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < array.items().size(); i++) {
            out.append(i == 0 ? "" : separator)
                    .append(new Value(array.items().get(i), list.clean()).text());
        }
        return Value.made(out.toString());
    }

    private static Value split(List<Value> arguments) {
        count("split", arguments, 2);
        string("split", arguments.getFirst());
        string("split", arguments.get(1));
        String text = Printed.text(arguments.getFirst().json());
        String separator = Printed.text(arguments.get(1).json());
        List<Json> parts = new ArrayList<>();
        int start = 0;
        int step = Math.max(1, separator.length());
        int end = separator.isEmpty() ? Math.min(1, text.length()) : text.indexOf(separator);
        while (end >= 0 && end < text.length()) {
            parts.add(Json.of(text.substring(start, end)));
            start = separator.isEmpty() ? end : end + step;
            end = separator.isEmpty() ? end + 1 : text.indexOf(separator, start);
        }
        parts.add(Json.of(text.substring(start)));
        return new Value(new Json.Arr(parts), arguments.getFirst().clean());
    }
}
