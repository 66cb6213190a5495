package dev.jong.cli.command.build;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.ParseDockerfile;
import dev.jong.build.lint.Checks;
import dev.jong.build.lint.Finding;
import dev.jong.build.lint.LintSettings;
import dev.jong.build.lint.Severity;
import dev.jong.build.lint.ShellChecker;
import dev.jong.build.lint.Shellcheck;
import dev.jong.build.lint.WriteFindings;
import dev.jong.cli.Version;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// `jong lint`: the checks of the frontend and the rules of style, and what shellcheck says of commands where it is
/// installed.
public final class LintCommand implements Command {
    private static final int LARGEST = 17 << 20;
    private static final List<String> USUAL = List.of("Dockerfile", "Containerfile");

    @Override
    public int run(ParsedCommand line, Front front) {
        LintWishes wishes = LintWishes.of(line, front.caller());
        LintSettings settings = wishes.settings();
        Optional<Severity> threshold = wishes.threshold();
        ShellChecker shell =
                line.flag("no-shellcheck")
                        ? ShellChecker.NONE
                        : Shellcheck.find(front.caller().variable("PATH").orElse(""));
        boolean failed = false;
        for (String name : names(line, front)) {
            Dockerfile file = ParseDockerfile.parse(shown(name), read(name, front));
            Checks.Report report = Checks.run(file, settings, shell);
            front.out(written(file, report.findings(), wishes.format(), front));
            failed |=
                    threshold.isPresent()
                            && report.findings().stream()
                                    .anyMatch(
                                            one -> one.severity().compareTo(threshold.get()) <= 0);
        }
        return failed ? 1 : 0;
    }

    private static List<String> names(ParsedCommand line, Front front) {
        if (!line.arguments().isEmpty()) {
            return line.arguments();
        }
        for (String name : USUAL) {
            if (Files.isRegularFile(Text.path(front.caller().absolute(name)))) {
                return List.of(name);
            }
        }
        throw missing(USUAL.getFirst());
    }

    private static String shown(String name) {
        return name.equals("-") ? "Dockerfile" : name;
    }

    private static byte[] read(String name, Front front) {
        if (!name.equals("-")) {
            return SmallFile.read(Text.path(front.caller().absolute(name)), LARGEST)
                    .orElseThrow(() -> missing(name));
        }
        try {
            return front.standardInput().readNBytes(LARGEST);
        } catch (IOException e) {
            throw JongException.of(ErrorKind.UNAVAILABLE, "cannot read the Dockerfile").causedBy(e);
        }
    }

    private static JongException missing(String name) {
        return JongException.of(ErrorKind.NOT_FOUND, "there is no file " + Text.printable(name))
                .hint("the arguments are Dockerfiles; - is standard input");
    }

    /// Findings in a format.
    static String written(Dockerfile file, List<Finding> findings, String format, Front front) {
        return switch (format) {
            case "", "tty" -> WriteFindings.text(file, findings, front.caller().outputTerminal());
            case "lines", "gnu" -> WriteFindings.lines(findings);
            case "json" -> WriteFindings.json(findings);
            case "sarif" -> WriteFindings.sarif(findings, Version.text());
            default ->
                    throw JongException.of(
                                    ErrorKind.INVALID_ARGUMENT,
                                    "unknown format \"" + Text.printable(format) + "\"")
                            .hint("use tty, lines, json or sarif");
        };
    }
}
