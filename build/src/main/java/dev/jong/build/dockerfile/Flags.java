package dev.jong.build.dockerfile;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The flags of an instruction, checked against those it knows.
final class Flags {
    private final Map<String, List<String>> values = new HashMap<>();

    private Flags() {}

    /// What an instruction knows.
    ///
    /// @param texts flags with a value
    /// @param switches flags that are `true` or `false`, and `true` without a value
    /// @param lists flags with a value that may be repeated
    record Known(List<String> texts, List<String> switches, List<String> lists) {
        static final Known NONE = new Known(List.of(), List.of(), List.of());

        private List<String> all() {
            List<String> all = new ArrayList<>();
            texts.forEach(name -> all.add("--" + name));
            switches.forEach(name -> all.add("--" + name));
            lists.forEach(name -> all.add("--" + name));
            return all;
        }
    }

    static Flags of(SplitLine line, Known known) {
        Flags flags = new Flags();
        for (String word : line.flags()) {
            flags.add(word, known, line.name());
        }
        return flags;
    }

    private void add(String word, Known known, String keyword) {
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        String shown = "--" + Text.printable(name);
        boolean repeated = known.lists().contains(name);
        boolean isSwitch = known.switches().contains(name);
        if (!repeated && !isSwitch && !known.texts().contains(name)) {
            throw invalid("unknown flag " + shown + " for " + keyword)
                    .hint(Nearest.question("--" + name, known.all(), listed(known, keyword)));
        }
        if (equals < 0 && !isSwitch) {
            throw invalid("the flag " + shown + " needs a value")
                    .hint("write " + shown + "=VALUE, without white space");
        }
        if (values.containsKey(name) && !repeated) {
            throw invalid("the flag " + shown + " is there twice");
        }
        String kept = isSwitch ? truth(shown, equals < 0 ? "true" : value) : value;
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(kept);
    }

    private static String listed(Known known, String keyword) {
        List<String> all = known.all();
        return all.isEmpty()
                ? keyword + " has no flags"
                : keyword + " has the flags " + String.join(" ", all);
    }

    private static String truth(String shown, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!lower.equals("true") && !lower.equals("false")) {
            throw invalid(
                    "the flag "
                            + shown
                            + " is true or false, not \""
                            + Text.printable(value)
                            + "\"");
        }
        return lower;
    }

    /// A flag's value; empty when it was not written.
    String text(String name) {
        return values.getOrDefault(name, List.of("")).getFirst();
    }

    boolean isOn(String name) {
        return text(name).equals("true");
    }

    List<String> list(String name) {
        return values.getOrDefault(name, List.of());
    }

    static JongException invalid(String message) {
        return JongException.of(ErrorKind.INVALID_ARGUMENT, message);
    }
}
