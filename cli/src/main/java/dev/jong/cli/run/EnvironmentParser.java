package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.RunOptions.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `-e` and `--env-file`. Files come first whatever the order of the options, so that `-e` overrides them; of two
/// values for one name the later one counts.
final class EnvironmentParser {
    private EnvironmentParser() {}

    /// The variables in the order of their first mention.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when a variable has no name
    static List<Variable> parse(ParsedCommand command, Surroundings around) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        List<OptionValue> files = command.all("env-file");
        for (int i = 0; i < files.size(); i++) {
            addFile(variables, files.get(i), around);
        }
        List<OptionValue> options = command.all("env");
        for (int i = 0; i < options.size(); i++) {
            Variable variable = variable(options.get(i), around);
            variables.put(variable.name(), variable);
        }
        return new ArrayList<>(variables.values());
    }

    private static Variable variable(OptionValue option, Surroundings around) {
        String text = option.text();
        int equals = text.indexOf('=');
        if (equals == 0 || text.isEmpty()) {
            throw option.invalid(
                    "invalid environment variable",
                    "write NAME=VALUE, or NAME for the caller's value");
        }
        if (equals > 0) {
            return new Variable(text.substring(0, equals), text.substring(equals + 1), "-e");
        }
        Optional<String> inherited = around.variable(text);
        return inherited.isEmpty()
                ? new Variable(text, "", "-e", true)
                : new Variable(text, inherited.get(), "-e");
    }

    /// A name without a value in a file is skipped when the caller has none: files are shared between callers.
    private static void addFile(
            Map<String, Variable> variables, OptionValue file, Surroundings around) {
        List<KeyValueFile.Line> lines = KeyValueFile.read(file, around);
        for (int i = 0; i < lines.size(); i++) {
            KeyValueFile.Line line = lines.get(i);
            Optional<String> value = line.value();
            if (value.isEmpty()) {
                value = around.variable(line.name());
            }
            if (value.isPresent()) {
                String origin = "--env-file " + line.place();
                variables.put(line.name(), new Variable(line.name(), value.get(), origin));
            }
        }
    }
}
