package dev.jong.build.lint;

import dev.jong.base.JongException;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Nearest;
import dev.jong.oci.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Built-in checks of `FROM`, and those of hadolint that ask the same.
final class StageChecks {
    private StageChecks() {}

    static void check(LintedFile file, Findings findings) {
        Set<String> names = new HashSet<>();
        // With the caller's arguments for what is not declared, with defaults alone for what is not
        // valid.
        Scope scope = Scope.globals(file.file(), file.settings());
        Scope defaults =
                Scope.globals(
                        file.file(),
                        file.settings().knowing(Map.of(), path -> false, s -> Optional.empty()));
        for (LintedStage stage : file.stages()) {
            Instruction.From from = stage.stage().from();
            names(from, names, findings);
            platform(from, findings);
            arguments(stage, scope, defaults, findings);
        }
    }

    private static void names(Instruction.From from, Set<String> names, Findings findings) {
        String name = from.name();
        if (name.equals("scratch") || name.equals("context")) {
            String message = "'" + name + "' is a reserved word, and no name for a stage";
            findings.add("ReservedStageName", from.origin(), message);
            findings.add("DL3063", from.origin(), message);
        }
        if (!name.isEmpty() && !names.add(name)) {
            String message = "there is another stage called '" + name + "'";
            findings.add("DuplicateStageName", from.origin(), message);
            findings.add("DL3024", from.origin(), message);
        }
    }

    private static void platform(Instruction.From from, Findings findings) {
        String platform = from.platform();
        if (platform.isEmpty()) {
            return;
        }
        if (platform.equals("$TARGETPLATFORM") || platform.equals("${TARGETPLATFORM}")) {
            String message = "the platform " + platform + " is the usual one";
            findings.add("RedundantTargetPlatform", from.origin(), message);
            findings.add("DL3065", from.origin(), message);
        }
        if (platform.indexOf('$') >= 0) {
            return;
        }
        String message = "the platform is always \"" + Shown.of(platform) + "\"";
        findings.add("DL3029", from.origin(), message);
        boolean named = false;
        for (String part : platform.split("/")) {
            named |= from.name().contains(part);
        }
        if (!named) {
            findings.add("FromPlatformFlagConstDisallowed", from.origin(), message);
        }
    }

    private static void arguments(
            LintedStage stage, Scope scope, Scope defaults, Findings findings) {
        Instruction.From from = stage.stage().from();
        scope.word(from.image());
        scope.word(from.platform());
        List<String> unset = scope.takeUnset();
        for (String name : unset) {
            Set<String> known = new TreeSet<>(scope.values().keySet());
            known.removeAll(Scope.PROXIES);
            String hint =
                    Nearest.of(name, new ArrayList<>(known))
                            .map(n -> " (did you mean " + n + "?)")
                            .orElse("");
            findings.add(
                    "UndefinedArgInFrom",
                    from.origin(),
                    "the argument '" + Shown.of(name) + "' of FROM is not declared" + hint);
        }
        if (unset.isEmpty() && from.image().indexOf('$') >= 0 && stage.base().isEmpty()) {
            String image = defaults.word(from.image());
            if (!isImage(image)) {
                findings.add(
                        "InvalidDefaultArgInFrom",
                        from.origin(),
                        "with the defaults of its arguments the image "
                                + Shown.of(from.image())
                                + " is \""
                                + Shown.of(image)
                                + "\", which is not valid");
            }
        }
    }

    private static boolean isImage(String image) {
        try {
            return !image.isEmpty() && Reference.parse(image) != null;
        } catch (JongException e) {
            return false;
        }
    }
}
