package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.lint.HadolintFile;
import dev.jong.build.lint.LintSettings;
import dev.jong.build.lint.RuleTable;
import dev.jong.build.lint.Severity;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Caller;
import dev.jong.store.disk.SmallFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the command line of `lint` and a `.hadolint.yaml` ask for together. Where only one can hold it is the command line.
final class LintWishes {
    private static final int LARGEST = 1 << 20;

    private final ParsedCommand line;
    private final HadolintFile file;

    private LintWishes(ParsedCommand line, HadolintFile file) {
        this.line = line;
        this.file = file;
    }

    /// Reads both.
    ///
    /// @throws JongException NOT_FOUND without the file that is named, INVALID_ARGUMENT for what it cannot say
    static LintWishes of(ParsedCommand line, Caller caller) {
        Optional<OptionValue> named = line.value("config");
        if (named.isPresent()) {
            Path path = Text.path(caller.absolute(named.get().text()));
            return new LintWishes(line, read(path));
        }
        for (String name : usual(caller)) {
            Path path = Text.path(name);
            if (Files.isRegularFile(path)) {
                return new LintWishes(line, read(path));
            }
        }
        return new LintWishes(line, HadolintFile.NOTHING);
    }

    /// Where such files are, the nearest first.
    private static List<String> usual(Caller caller) {
        List<String> names = new ArrayList<>();
        names.add(caller.absolute(".hadolint.yaml"));
        names.add(caller.absolute(".hadolint.yml"));
        Optional<String> home = caller.variable("HOME").filter(text -> text.startsWith("/"));
        caller.variable("XDG_CONFIG_HOME")
                .filter(text -> text.startsWith("/"))
                .or(() -> home.map(text -> text + "/.config"))
                .ifPresent(text -> names.add(text + "/hadolint.yaml"));
        home.ifPresent(text -> names.add(text + "/.hadolint.yaml"));
        return names;
    }

    private static HadolintFile read(Path path) {
        String name = Text.of(path);
        byte[] bytes =
                SmallFile.read(path, LARGEST)
                        .orElseThrow(() ->
                                JongException.of(
                                        ErrorKind.NOT_FOUND,
                                        "there is no file " + Text.printable(name)));
        return HadolintFile.parse(name, bytes);
    }

    /// What checks go by.
    LintSettings settings() {
        Set<String> skipped = new HashSet<>(words("ignore"));
        skipped.addAll(file.ignored());
        List<String> registries = new ArrayList<>(file.registries());
        registries.addAll(words("trusted-registry"));
        return LintSettings.usual()
                .skipping(skipped)
                .wanting(wanted())
                .weighing(severities(), file.pragmas() && !line.flag("disable-ignore-pragma"))
                .demanding(registries, labels(), file.strictLabels() || line.flag("strict-labels"));
    }

    private Set<String> wanted() {
        Set<String> wanted = words("enable");
        for (OptionValue value : line.all("enable")) {
            for (String rule : value.text().split(",", -1)) {
                if (!RuleTable.has(rule)) {
                    throw value.invalid("no such rule", "name one such as DL3057");
                }
            }
        }
        return wanted;
    }

    private Map<String, Severity> severities() {
        Map<String, Severity> all = new HashMap<>(file.severities());
        for (Severity severity : Severity.values()) {
            words(severity.word()).forEach(rule -> all.put(rule, severity));
        }
        return all;
    }

    private Map<String, String> labels() {
        Map<String, String> all = new HashMap<>(file.labels());
        for (OptionValue value : line.all("require-label")) {
            int colon = value.text().lastIndexOf(':');
            if (colon <= 0) {
                throw value.invalid("a kind is missing", "write NAME:KIND, such as team:text");
            }
            String label = value.text().substring(0, colon);
            all.put(label, HadolintFile.kind(label, value.text().substring(colon + 1)));
        }
        return all;
    }

    /// The severity from which on findings fail; empty when none do.
    Optional<Severity> threshold() {
        String asked = line.text("failure-threshold");
        String word = asked.isEmpty() ? file.threshold() : asked;
        boolean never = line.flag("no-fail") || file.noFail();
        if (never || word.equals("none") || word.equals("ignore")) {
            return Optional.empty();
        }
        if (word.isEmpty()) {
            return Optional.of(Severity.INFO);
        }
        Optional<Severity> least = Severity.of(word);
        if (least.isEmpty()) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "unknown failure-threshold \"" + Text.printable(word) + "\"")
                    .hint("use error, warning, info, style or none");
        }
        return least;
    }

    /// What findings are written as.
    String format() {
        String asked = line.text("format");
        return asked.isEmpty() ? file.format() : asked;
    }

    private Set<String> words(String option) {
        Set<String> all = new HashSet<>();
        for (OptionValue value : line.all(option)) {
            all.addAll(List.of(value.text().split(",", -1)));
        }
        return all;
    }
}
