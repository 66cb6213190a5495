package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Origin;
import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Rules of hadolint about labels.
final class LabelStyle {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]([a-z0-9]|[.-](?![.-]))*");
    private static final Pattern RESERVED =
            Pattern.compile("(com\\.docker|io\\.docker|org\\.dockerproject)\\..*");
    private static final Pattern SEMVER =
            Pattern.compile(
                    "v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
                            + "(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z.-]+)?");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{7}|[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern SPDX =
            Pattern.compile(
                    "\\(?[A-Za-z0-9][A-Za-z0-9.+:-]*\\)?"
                            + "( (AND|OR|WITH) \\(?[A-Za-z0-9][A-Za-z0-9.+:-]*\\)?)*");
    private static final Pattern EMAIL =
            Pattern.compile("[^@\\s\"<>]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

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
        if (!variable && (!isKey(name) || RESERVED.matcher(name).matches())) {
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
        } else if (!fits(kind, value)) {
            findings.add(
                    code(kind), at, shown + " is not a valid " + kind + ": " + Shown.of(value));
        }
    }

    private static boolean isKey(String name) {
        char last = name.isEmpty() ? '-' : name.charAt(name.length() - 1);
        return last != '-' && last != '.' && name.length() < 1_000 && KEY.matcher(name).matches();
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

    private static boolean fits(String kind, String value) {
        if (value.length() > 1_000) {
            return kind.equals("text");
        }
        return switch (kind) {
            case "url" -> isUrl(value);
            case "rfc3339" -> isTime(value);
            case "spdx" -> SPDX.matcher(value).matches();
            case "hash" -> HASH.matcher(value).matches();
            case "semver" -> SEMVER.matcher(value).matches();
            case "email" -> EMAIL.matcher(value).matches();
            default -> true;
        };
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isTime(String value) {
        try {
            return OffsetDateTime.parse(value).getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String bare(String text) {
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
