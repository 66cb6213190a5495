package dev.jong.build.lint;

import dev.jong.build.dockerfile.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What checks go by.
///
/// @param skipped rules that are off
/// @param wanted rules that are on although they usually are not
/// @param severities other severities for rules
/// @param registries the only registries that images may come from, `*` for any text; empty for all
/// @param labels labels that the image must have, and what their values are: `text`, `url`, `email`, `rfc3339`,
///     `semver`, `hash` or `spdx`
/// @param strictLabels whether other labels are too many
/// @param pragmas whether comments in the file may turn rules off
/// @param arguments values for `ARG`
/// @param excluded whether the ignore file leaves a path of the context out; paths without a leading slash
/// @param environment names of variables that the image of a stage's `FROM` sets; empty when that is not known
public record LintSettings(
        Set<String> skipped,
        Set<String> wanted,
        Map<String, Severity> severities,
        List<String> registries,
        Map<String, String> labels,
        boolean strictLabels,
        boolean pragmas,
        Map<String, String> arguments,
        Predicate<String> excluded,
        Function<Stage, Optional<Set<String>>> environment) {
    public LintSettings {
        skipped = Set.copyOf(skipped);
        wanted = Set.copyOf(wanted);
        severities = Map.copyOf(severities);
        registries = List.copyOf(registries);
        labels = Map.copyOf(labels);
        arguments = Map.copyOf(arguments);
    }

    /// The usual rules and nothing known.
    public static LintSettings usual() {
        return new LintSettings(
                Set.of(),
                Set.of(),
                Map.of(),
                List.of(),
                Map.of(),
                false,
                true,
                Map.of(),
                path -> false,
                stage -> Optional.empty());
    }

    /// These with rules turned off.
    public LintSettings skipping(Set<String> rules) {
        return new LintSettings(
                rules,
                wanted,
                severities,
                registries,
                labels,
                strictLabels,
                pragmas,
                arguments,
                excluded,
                environment);
    }

    /// These with rules turned on that usually are off.
    public LintSettings wanting(Set<String> rules) {
        return new LintSettings(
                skipped,
                rules,
                severities,
                registries,
                labels,
                strictLabels,
                pragmas,
                arguments,
                excluded,
                environment);
    }

    /// These with other severities.
    ///
    /// @param comments whether comments in the file may turn rules off
    public LintSettings weighing(Map<String, Severity> others, boolean comments) {
        return new LintSettings(
                skipped,
                wanted,
                others,
                registries,
                labels,
                strictLabels,
                comments,
                arguments,
                excluded,
                environment);
    }

    /// These with what is known about a build: arguments, excluded paths, variables of base images.
    public LintSettings knowing(
            Map<String, String> buildArguments,
            Predicate<String> excludedPaths,
            Function<Stage, Optional<Set<String>>> baseEnvironment) {
        return new LintSettings(
                skipped,
                wanted,
                severities,
                registries,
                labels,
                strictLabels,
                pragmas,
                buildArguments,
                excludedPaths,
                baseEnvironment);
    }

    /// These with demands on registries and labels.
    public LintSettings demanding(
            List<String> trusted, Map<String, String> wantedLabels, boolean noOtherLabels) {
        return new LintSettings(
                skipped,
                wanted,
                severities,
                trusted,
                wantedLabels,
                noOtherLabels,
                pragmas,
                arguments,
                excluded,
                environment);
    }
}
