package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Origin;
import java.util.HashMap;
import java.util.Map;

/// Rules of hadolint about labels.
final class LabelStyle {
    private LabelStyle() {}

    static void check(LintedFile file, Findings findings) {
        for (LintedStage stage : file.stages()) {
            for (Instruction.Label label : stage.all(Instruction.Label.class)) {
                for (Instruction.Pair pair : label.pairs()) {
                    one(file.settings(), pair, label.origin(), findings);
                }
            }
        }
        missing(file, findings);
    }

    private static void missing(LintedFile file, Findings findings) {
        Map<String, Boolean> present = new HashMap<>();
        LintedStage last = file.stages().getLast();
        for (LintedStage at = last; at != null; at = at.base().orElse(null)) {
            for (Instruction.Label label : at.all(Instruction.Label.class)) {
                label.pairs().forEach(pair -> present.put(bare(pair.name()), true));
            }
        }
        for (String name : file.settings().labels().keySet()) {
            if (!present.containsKey(name)) {
                findings.add(
                        "DL3049",
                        last.stage().from().origin(),
                        "the label " + Shown.of(name) + " is missing");
            }
        }
    }

    private static void one(
            LintSettings settings, Instruction.Pair pair, Origin at, Findings findings) {
        String name = bare(pair.name());
        String shown = "the label " + Shown.of(name);
        boolean variable = name.indexOf('$') >= 0;
        if (!variable && (!isKey(name) || isReserved(name))) {
            findings.add("DL3048", at, shown + " is no good name, or one that Docker keeps");
        }
        String kind = settings.labels().get(name);
        if (kind == null) {
            if (settings.strictLabels()) {
                findings.add("DL3050", at, shown + " is not one of those asked for");
            }
            return;
        }
        String value = bare(pair.value());
        if (value.isEmpty()) {
            findings.add("DL3051", at, shown + " is empty");
        } else if (!LabelValue.fits(kind, value)) {
            findings.add(
                    code(kind), at, shown + " is not a valid " + kind + ": " + Shown.of(value));
        }
    }

    private static boolean isReserved(String name) {
        return name.startsWith("com.docker.")
                || name.startsWith("io.docker.")
                || name.startsWith("org.dockerproject.");
    }

    private static boolean isKey(String name) {
        boolean separated = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean separator = c == '.' || c == '-';
            boolean good = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            if (!good && (!separator || separated)) {
                return false;
            }
            separated = separator;
        }
        return !separated;
    }

    private static String code(String kind) {
        return switch (kind) {
            case "url" -> "DL3052";
            case "rfc3339" -> "DL3053";
            case "spdx" -> "DL3054";
            case "hash" -> "DL3055";
            case "semver" -> "DL3056";
            default -> "DL3058";
        };
    }

    private static String bare(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
