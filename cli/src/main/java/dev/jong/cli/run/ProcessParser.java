package dev.jong.cli.run;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.base.json.JsonParser;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.RunOptions.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What runs in the container and as whom.
final class ProcessParser {
    private ProcessParser() {}

    static Process parse(ParsedCommand command, Surroundings around) {
        Optional<OptionValue> signal = command.value("stop-signal");
        Optional<OptionValue> timeout = command.value("stop-timeout");
        return new Process(
                EnvironmentParser.parse(command, around),
                workingDirectory(command.value("workdir")),
                user(command.value("user")),
                groups(command.all("group-add")),
                entrypoint(command.given("entrypoint")),
                command.flag("init"),
                signal.isEmpty() ? Optional.empty() : Optional.of(SignalParser.parse(signal.get())),
                timeout.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(
                                (int) NumberParser.between(-1, Integer.MAX_VALUE, timeout.get())),
                systemd(command.value("systemd")));
    }

    /// `auto` is another word for `true`.
    private static String systemd(Optional<OptionValue> value) {
        String text = value.isEmpty() ? "true" : value.get().text();
        return switch (text) {
            case "true", "auto", "" -> "true";
            case "always", "false" -> text;
            default ->
                    throw value.orElseThrow().invalid("unknown mode", "use auto, always or false");
        };
    }

    static Optional<String> workingDirectory(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().text().startsWith("/")) {
            throw value.get()
                    .invalid("not an absolute path", "write an absolute path in the container");
        }
        return Optional.of(Paths.clean(value.get().text()));
    }

    static Optional<String> user(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = Split.at(':', value.get().text());
        boolean fits = parts.size() <= 2;
        for (int i = 0; fits && i < parts.size(); i++) {
            fits = isAccount(parts.get(i));
        }
        if (!fits) {
            throw value.get().invalid("no user", "write USER or USER:GROUP, by name or number");
        }
        return Optional.of(value.get().text());
    }

    private static List<String> groups(List<OptionValue> values) {
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (!isAccount(values.get(i).text()) || values.get(i).text().indexOf(':') >= 0) {
                throw values.get(i).invalid("no group", "write a group's name or number");
            }
            groups.add(values.get(i).text());
        }
        return groups;
    }

    private static boolean isAccount(String name) {
        return !name.isEmpty() && !Chars.hasControl(name) && name.charAt(0) != '-';
    }

    /// One program, a JSON array of a program and its arguments, or nothing, which clears the image's.
    private static Optional<List<String>> entrypoint(Optional<OptionValue> value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().text();
        if (text.isEmpty()) {
            return Optional.of(List.of());
        }
        return Optional.of(text.startsWith("[\"") ? words(value.get()) : List.of(text));
    }

    private static List<String> words(OptionValue value) {
        try {
            return new Json.Obj(
                            java.util.Map.of("words", JsonParser.parse(Text.bytes(value.text()))))
                    .strings("words");
        } catch (JongException e) {
            throw value.invalid(
                            "not a JSON array of strings",
                            "write a program, or [\"program\", \"argument\"]")
                    .causedBy(e);
        }
    }
}
