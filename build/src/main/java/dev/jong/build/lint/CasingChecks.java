package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/// Built-in checks of capital and small letters.
final class CasingChecks {
    private CasingChecks() {}

    static void check(LintedFile file, Findings findings) {
        keywords(file, findings);
        for (LintedStage stage : file.stages()) {
            from(stage.stage().from(), findings);
            stage.all(Instruction.Expose.class).forEach(expose -> protocols(expose, findings));
        }
    }

    private static void keywords(LintedFile file, Findings findings) {
        List<Instruction> all = new ArrayList<>(file.file().globals());
        for (LintedStage stage : file.stages()) {
            all.add(stage.stage().from());
            all.addAll(stage.stage().instructions());
        }
        long capitals = all.stream().filter(i -> isUpper(keyword(i))).count();
        long small = all.stream().filter(i -> isLower(keyword(i))).count();
        boolean upper = capitals >= small;
        for (Instruction instruction : all) {
            String keyword = keyword(instruction);
            if (upper ? !isUpper(keyword) : !isLower(keyword)) {
                findings.add(
                        "ConsistentInstructionCasing",
                        instruction.origin(),
                        "the instruction '"
                                + keyword
                                + "' should be in "
                                + (upper ? "capitals" : "small letters")
                                + " as most of them are");
            }
        }
    }

    private static String keyword(Instruction instruction) {
        return instruction.origin().text().substring(0, instruction.keyword().length());
    }

    private static boolean isUpper(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }

    private static boolean isLower(String word) {
        return word.equals(word.toLowerCase(Locale.ROOT));
    }

    private static void from(Instruction.From from, Findings findings) {
        if (from.name().isEmpty()) {
            return;
        }
        List<Object> words = Collections.list(new StringTokenizer(from.origin().text()));
        String keyword = words.getFirst().toString();
        String name = words.getLast().toString();
        String as = words.get(words.size() - 2).toString();
        if (!isLower(name)) {
            findings.add(
                    "StageNameCasing",
                    from.origin(),
                    "the stage name '" + Shown.of(name) + "' should be in small letters");
        }
        boolean same = isUpper(keyword) ? isUpper(as) : isLower(keyword) ? isLower(as) : true;
        if (!same) {
            findings.add(
                    "FromAsCasing",
                    from.origin(),
                    "'" + Shown.of(as) + "' and '" + keyword + "' should be written alike");
        }
    }

    private static void protocols(Instruction.Expose expose, Findings findings) {
        for (String port : expose.ports()) {
            String protocol = port.substring(port.indexOf('/') + 1);
            if (port.indexOf('/') >= 0 && port.indexOf('$') < 0 && !isLower(protocol)) {
                findings.add(
                        "ExposeProtoCasing",
                        expose.origin(),
                        "the protocol of '" + Shown.of(port) + "' should be in small letters");
            }
        }
    }
}
