package dev.jong.build.lint;

import dev.jong.build.dockerfile.Heredoc;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Origin;
import dev.jong.build.dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Built-in checks of what is between instructions and within them: empty lines and comments.
final class LineChecks {
    private LineChecks() {}

    static void check(LintedFile file, Findings findings) {
        List<String> lines = file.file().lines();
        for (Instruction.Arg arg : file.file().globals()) {
            empty(arg, lines, findings);
            argument(arg, lines, findings);
        }
        for (Stage stage : file.file().stages()) {
            empty(stage.from(), lines, findings);
            if (!stage.from().name().isEmpty()) {
                described(stage.from(), stage.from().name(), lines, findings);
            }
            for (Instruction instruction : stage.instructions()) {
                empty(instruction, lines, findings);
                if (instruction instanceof Instruction.Arg arg) {
                    argument(arg, lines, findings);
                }
            }
        }
        for (int line : file.pragmas().commentLines()) {
            Origin at = new Origin(file.file().file(), line, line, lines.get(line - 1));
            findings.add("DL1001", at, "this comment turns rules off");
        }
    }

    private static void empty(Instruction instruction, List<String> lines, Findings findings) {
        Origin at = instruction.origin();
        // Documents are at the end: their lines and the line of their end.
        int last = at.last() - documentLines(instruction);
        for (int line = at.first(); line < last; line++) {
            if (lines.get(line - 1).isBlank()) {
                findings.add(
                        "NoEmptyContinuation",
                        new Origin(at.file(), line, line, at.text()),
                        "there is an empty line within the instruction");
                return;
            }
        }
    }

    private static int documentLines(Instruction instruction) {
        List<Heredoc> documents =
                switch (instruction) {
                    case Instruction.Run run -> run.documents();
                    case Instruction.Copy copy -> copy.documents();
                    case Instruction.Add add -> add.documents();
                    default -> List.of();
                };
        if (instruction instanceof Instruction.OnBuild later) {
            return documentLines(later.trigger());
        }
        int lines = documents.size();
        for (Heredoc document : documents) {
            lines += (int) document.content().chars().filter(c -> c == '\n').count();
        }
        return lines;
    }

    private static void argument(Instruction.Arg arg, List<String> lines, Findings findings) {
        if (arg.arguments().size() == 1) {
            described(arg, arg.arguments().getFirst().name(), lines, findings);
        }
    }

    private static void described(
            Instruction instruction, String name, List<String> lines, Findings findings) {
        Origin at = instruction.origin();
        List<String> comments = new ArrayList<>();
        for (int line = at.first() - 1; line > 0; line--) {
            String text = lines.get(line - 1).strip();
            if (!text.startsWith("#") || text.equals("#")) {
                break;
            }
            comments.addFirst(text.substring(1).strip());
        }
        boolean directive = comments.size() == at.first() - 1 && isDirective(comments);
        String begin = name.toLowerCase(Locale.ROOT) + " ";
        boolean good =
                comments.isEmpty()
                        || directive
                        || comments.stream()
                                .anyMatch(text -> text.toLowerCase(Locale.ROOT).startsWith(begin));
        if (!good) {
            findings.add(
                    "InvalidDefinitionDescription",
                    at,
                    "the comment above should begin with '"
                            + Shown.of(name)
                            + "', or have an empty line after it");
        }
    }

    private static boolean isDirective(List<String> comments) {
        String last = comments.isEmpty() ? "" : comments.getLast().toLowerCase(Locale.ROOT);
        return last.startsWith("syntax") || last.startsWith("escape") || last.startsWith("check");
    }
}
