package dev.jong.cli.command.build;

import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.run.LabelParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `--annotation [manifest:|index:]NAME=VALUE`.
final class AnnotationParser {
    private AnnotationParser() {}

    /// Those of one kind.
    ///
    /// @param kind `index`, or nothing for those of manifests
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a place that none can be written to
    static Map<String, String> of(ParsedCommand line, String kind) {
        List<OptionValue> chosen = new ArrayList<>();
        for (OptionValue value : line.all("annotation")) {
            String text = value.text();
            int equals = text.indexOf('=');
            int colon = text.indexOf(':');
            String place =
                    colon >= 0 && (equals < 0 || colon < equals) ? text.substring(0, colon) : "";
            String wanted =
                    switch (place) {
                        case "", "manifest" -> "";
                        case "index" -> "index";
                        default ->
                                throw value.invalid(
                                        "no such place for an annotation",
                                        "use manifest: or index:");
                    };
            if (wanted.equals(kind)) {
                chosen.add(
                        new OptionValue(
                                value.option(), text.substring(place.isEmpty() ? 0 : colon + 1)));
            }
        }
        return LabelParser.pairs(chosen, "NAME=VALUE");
    }
}
