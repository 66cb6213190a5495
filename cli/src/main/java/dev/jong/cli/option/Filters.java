package dev.jong.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `--filter KEY=VALUE` options of a command that lists things.
public final class Filters {
    private final List<OptionValue> values = new ArrayList<>();

    private Filters() {}

    /// The filters of a command.
    ///
    /// @param keys the keys that it knows
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a filter without `=` or with another key
    public static Filters of(ParsedCommand command, List<String> keys) {
        Filters filters = new Filters();
        for (OptionValue value : command.all("filter")) {
            int equals = value.text().indexOf('=');
            if (equals <= 0) {
                throw value.invalid(
                        "invalid filter", "write KEY=VALUE, such as " + keys.getFirst() + "=...");
            }
            if (!keys.contains(value.text().substring(0, equals))) {
                throw value.invalid(
                        "invalid filter " + Quoted.of(value.text().substring(0, equals)),
                        "use one of " + String.join(", ", keys));
            }
            filters.values.add(value);
        }
        return filters;
    }

    /// The values of a key, each with its option for errors; the text is what stands behind the `=`. A thing
    /// passes when it fits one of them, or when there is none.
    public List<OptionValue> of(String key) {
        List<OptionValue> found = new ArrayList<>();
        for (OptionValue value : values) {
            if (value.text().startsWith(key + "=")) {
                found.add(
                        new OptionValue(value.option(), value.text().substring(key.length() + 1)));
            }
        }
        return found;
    }

    /// The values of a key as they were written.
    public List<String> texts(String key) {
        return of(key).stream().map(OptionValue::text).toList();
    }

    /// A key that is true or false; of several the last counts.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for another word
    public Optional<Boolean> flag(String key) {
        Optional<Boolean> flag = Optional.empty();
        for (OptionValue value : of(key)) {
            flag =
                    Optional.of(
                            switch (value.text()) {
                                case "true", "1" -> true;
                                case "false", "0" -> false;
                                default ->
                                        throw value.invalid(
                                                "neither true nor false", "write " + key + "=true");
                            });
        }
        return flag;
    }

    /// Whether there is no filter at all.
    public boolean isEmpty() {
        return values.isEmpty();
    }
}
