package dev.jong.build.lint;

import dev.jong.build.dockerfile.Dockerfile;
import java.util.List;

/// Checks a Dockerfile.
public final class Checks {
    private Checks() {}

    /// What checks have found.
    ///
    /// @param findings in the order of the file
    /// @param error whether the file asks that findings end a build (`# check=error=true`)
    public record Report(List<Finding> findings, boolean error) {
        public Report {
            findings = List.copyOf(findings);
        }
    }

    /// The checks that Docker's frontend has, for `build --check` and every build.
    public static Report builtIn(Dockerfile file, LintSettings settings) {
        LintedFile linted = LintedFile.of(file, settings);
        Findings findings = new Findings(settings, linted.pragmas());
        all(linted, findings);
        List<Finding> builtIn =
                findings.all().stream()
                        .filter(finding -> RuleTable.rule(finding.rule()).isBuiltIn())
                        .toList();
        return new Report(builtIn, linted.pragmas().isError());
    }

    /// Those, and the rules of hadolint.
    public static Report run(Dockerfile file, LintSettings settings) {
        LintedFile linted = LintedFile.of(file, settings);
        return report(linted, style(linted));
    }

    /// Those, and what another program says about the commands.
    public static Report run(Dockerfile file, LintSettings settings, ShellChecker shell) {
        LintedFile linted = LintedFile.of(file, settings);
        Findings findings = style(linted);
        ShellTexts.check(linted, shell, findings);
        return report(linted, findings);
    }

    private static Report report(LintedFile linted, Findings findings) {
        return new Report(findings.all(), linted.pragmas().isError());
    }

    private static Findings style(LintedFile linted) {
        Findings findings = new Findings(linted.settings(), linted.pragmas());
        all(linted, findings);
        ImageStyle.check(linted, findings);
        CopyStyle.check(linted, findings);
        InstructionStyle.check(linted, findings);
        LabelStyle.check(linted, findings);
        ShellStyle.check(linted, findings);
        PackageStyle.check(linted, findings);
        LanguageStyle.check(linted, findings);
        return findings;
    }

    private static void all(LintedFile file, Findings findings) {
        CasingChecks.check(file, findings);
        LineChecks.check(file, findings);
        StageChecks.check(file, findings);
        InstructionChecks.check(file, findings);
        VariableChecks.check(file, findings);
    }
}
