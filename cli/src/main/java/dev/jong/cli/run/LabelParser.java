package dev.jong.cli.run;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `--label`, `--label-file` and `--annotation`: names with values. Files come first, so that `--label` overrides
/// them.
public final class LabelParser {
    private LabelParser() {}

    /// The labels in the order of their first mention; one without `=` has an empty value.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when one has no name
    static Map<String, String> labels(ParsedCommand command, Surroundings around) {
        Map<String, String> labels = new LinkedHashMap<>();
        List<OptionValue> files = command.all("label-file");
        for (int i = 0; i < files.size(); i++) {
            List<KeyValueFile.Line> lines = KeyValueFile.read(files.get(i), around);
            for (int j = 0; j < lines.size(); j++) {
                labels.put(lines.get(j).name(), lines.get(j).value().orElse(""));
            }
        }
        labels.putAll(pairs(command.all("label"), "write KEY=VALUE"));
        return labels;
    }

    /// The annotations in the order of their first mention.
    static Map<String, String> annotations(ParsedCommand command) {
        return pairs(command.all("annotation"), "write KEY=VALUE, such as org.example.team=web");
    }

    /// Pairs in the order of their first mention; one without `=` has an empty value.
    ///
    /// @param hint how one is written
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT when one has no name
    public static Map<String, String> pairs(List<OptionValue> options, String hint) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            String text = options.get(i).text();
            int equals = text.indexOf('=');
            if (equals == 0 || text.isEmpty()) {
                throw options.get(i).invalid("empty name", hint);
            }
            map.put(
                    equals < 0 ? text : text.substring(0, equals),
                    equals < 0 ? "" : text.substring(equals + 1));
        }
        return map;
    }
}
