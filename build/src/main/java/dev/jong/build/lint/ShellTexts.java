package dev.jong.build.lint;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.ShellText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Hands commands to a [ShellChecker], with what the stage has set before them.
final class ShellTexts {
    private static final int LONGEST = 100_000;

    private final List<ShellChecker.Script> texts = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Integer, String> shells = new HashMap<>();

    private ShellTexts() {}

    static void check(LintedFile file, ShellChecker checker, Findings findings) {
        ShellTexts collected = new ShellTexts();
        file.stages().forEach(collected::stage);
        if (collected.texts.isEmpty()) {
            return;
        }
        for (ShellChecker.Remark remark : checker.check(collected.texts)) {
            Instruction instruction = collected.instructions.get(remark.index());
            findings.add(
                    new Finding(
                            remark.code(),
                            remark.severity(),
                            Shown.of(remark.message()),
                            instruction.origin(),
                            "see https://www.shellcheck.net/wiki/" + Shown.of(remark.code())));
        }
    }

    private void stage(LintedStage stage) {
        String shell = stage.base().map(base -> shells.get(base.stage().index())).orElse("sh");
        Set<String> names = new TreeSet<>(Scope.PROXIES);
        for (Instruction instruction : stage.stage().instructions()) {
            switch (instruction) {
                case Instruction.Shell it -> shell = name(it.words().getFirst());
                case Instruction.Env env -> env.pairs().forEach(pair -> names.add(pair.name()));
                case Instruction.Arg arg -> arg.arguments().forEach(a -> names.add(a.name()));
                case Instruction.Run run -> text(run, shell, names);
                default -> {
                    // The others run nothing.
                }
            }
        }
        shells.put(stage.stage().index(), shell);
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private void text(Instruction.Run run, String shell, Set<String> names) {
        boolean known = List.of("sh", "bash", "dash", "ksh", "ash").contains(shell);
        if (!known || !(run.command() instanceof CommandLine.Shell command)) {
            return;
        }
        String commands = ShellText.of(command, run.documents());
        if (commands.length() > LONGEST || commands.startsWith("#!")) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c))) {
                // Set, so that they are not said to be missing.
                text.append("export ").append(name).append("=1\n");
            }
        }
        texts.add(
                new ShellChecker.Script(
                        shell.equals("ash") ? "dash" : shell, text.append(commands).toString()));
        instructions.add(run);
    }
}
