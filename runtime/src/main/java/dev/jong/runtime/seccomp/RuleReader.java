package dev.jong.runtime.seccomp;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns one entry of a profile's `syscalls` into a [Rule].
final class RuleReader {
    private static final int MAX_ARGUMENT = 5;

    private RuleReader() {}

    static Rule read(Json.Obj json) {
        Optional<String> action = json.string("action");
        if (action.isEmpty()) {
            throw Profile.invalid("a rule has no action");
        }
        return new Rule(
                names(json),
                Action.parse(action.get(), errno(json, "errnoRet", "errno")),
                alternatives(json),
                selector(json.object("includes")),
                selector(json.object("excludes")),
                json.text("comment"));
    }

    /// The error number of a rule: a number, or a name as some profiles have it beside or instead of the number.
    static long errno(Json.Obj json, String numberKey, String nameKey) {
        Optional<Long> number = json.number(numberKey);
        if (number.isPresent()) {
            return number.get();
        }
        String name = json.text(nameKey);
        return switch (name) {
            case "", "EPERM" -> Action.EPERM;
            case "ENOSYS" -> Action.ENOSYS;
            case "EACCES" -> 13;
            case "EINVAL" -> 22;
            case "EAFNOSUPPORT" -> 97;
            default ->
                    throw Profile.invalid(
                            "the error \""
                                    + Text.printable(name)
                                    + "\" is not known by name, write "
                                    + numberKey);
        };
    }

    private static List<String> names(Json.Obj json) {
        List<String> names = json.strings("names");
        String name = json.text("name");
        if (name.isEmpty() == names.isEmpty()) {
            throw Profile.invalid(
                    name.isEmpty() ? "a rule has no names" : "a rule has both name and names");
        }
        return name.isEmpty() ? names : List.of(name);
    }

    /// A list that compares one argument twice is read as alternatives, every comparison on its own: that is
    /// what other runtimes make of it, and profiles depend on it.
    private static List<List<ArgumentTest>> alternatives(Json.Obj json) {
        List<ArgumentTest> tests = new ArrayList<>();
        int seen = 0;
        boolean repeated = false;
        for (Json.Obj argument : json.objects("args")) {
            ArgumentTest test = test(argument);
            repeated |= (seen & 1 << test.index()) != 0;
            seen |= 1 << test.index();
            tests.add(test);
        }
        if (!repeated) {
            return tests.isEmpty() ? List.of() : List.of(List.copyOf(tests));
        }
        List<List<ArgumentTest>> alternatives = new ArrayList<>();
        for (ArgumentTest test : tests) {
            alternatives.add(List.of(test));
        }
        return alternatives;
    }

    private static ArgumentTest test(Json.Obj json) {
        long index = unsigned(json, "index");
        if (index < 0 || index > MAX_ARGUMENT) {
            throw Profile.invalid(
                    "the argument index "
                            + Long.toUnsignedString(index)
                            + " is not between 0 and 5");
        }
        return new ArgumentTest(
                (int) index,
                operator(json.text("op")),
                unsigned(json, "value"),
                unsigned(json, "valueTwo"));
    }

    private static ArgumentTest.Operator operator(String name) {
        return switch (name) {
            case "SCMP_CMP_NE" -> ArgumentTest.Operator.NE;
            case "SCMP_CMP_LT" -> ArgumentTest.Operator.LT;
            case "SCMP_CMP_LE" -> ArgumentTest.Operator.LE;
            case "SCMP_CMP_EQ" -> ArgumentTest.Operator.EQ;
            case "SCMP_CMP_GE" -> ArgumentTest.Operator.GE;
            case "SCMP_CMP_GT" -> ArgumentTest.Operator.GT;
            case "SCMP_CMP_MASKED_EQ" -> ArgumentTest.Operator.MASKED_EQ;
            default -> throw Profile.invalid("unknown comparison \"" + Text.printable(name) + "\"");
        };
    }

    /// A number of 64 bits without a sign; 0 when it is absent.
    private static long unsigned(Json.Obj json, String key) {
        Optional<Json> value = json.get(key);
        try {
            return value.isEmpty() ? 0 : Long.parseUnsignedLong(((Json.Num) value.get()).literal());
        } catch (ClassCastException | NumberFormatException e) {
            throw Profile.invalid(key + " of an argument is not a whole number below 2^64")
                    .causedBy(e);
        }
    }

    private static Selector selector(Json.Obj json) {
        return new Selector(
                json.strings("caps"),
                json.strings("arches"),
                json.string("minKernel").map(KernelVersion::parse));
    }
}
