package dev.jong.build.lint;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rules of hadolint about commands of `RUN` in general.
final class ShellStyle {
    private static final Set<String> SENSELESS =
            Set.of(
                    "ssh",
                    "vim",
                    "shutdown",
                    "service",
                    "ps",
                    "free",
                    "top",
                    "kill",
                    "mount",
                    "ifconfig");

    private ShellStyle() {}

    static void check(LintedFile file, Findings findings) {
        Map<Integer, Boolean> safe = new HashMap<>();
        for (LintedStage stage : file.stages()) {
            boolean begins = stage.base().map(base -> safe.get(base.stage().index())).orElse(false);
            safe.put(stage.stage().index(), pipes(stage, begins, findings));
            for (LintedStage.LintedRun run : stage.runs()) {
                run.commands().forEach(command -> one(run.run(), command, findings));
            }
            downloads(stage, findings);
        }
    }

    private static void one(Instruction.Run run, ShellCommand command, Findings findings) {
        String name = command.name();
        if (SENSELESS.contains(name)) {
            findings.add("DL3001", run.origin(), name + " makes no sense where an image is built");
        }
        switch (name) {
            case "cd" -> findings.add("DL3003", run.origin(), "WORKDIR is better than cd");
            case "sudo" -> findings.add("DL3004", run.origin(), "sudo is used");
            case "apt" ->
                    findings.add("DL3027", run.origin(), "apt is used, apt-get is for scripts");
            case "useradd" -> useradd(run, command, findings);
            case "wget" -> wget(run, command, findings);
            case "ln" -> {
                if (command.words().getLast().equals("/bin/sh")) {
                    findings.add("DL4005", run.origin(), "SHELL is better than another /bin/sh");
                }
            }
            default -> {
                // Other commands are welcome.
            }
        }
    }

    private static void useradd(Instruction.Run run, ShellCommand command, Findings findings) {
        List<String> words = command.words();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            String id = "";
            if (word.startsWith("--uid=")) {
                id = word.substring(6);
            } else if ((word.equals("-u") || word.equals("--uid")) && i + 1 < words.size()) {
                id = words.get(i + 1);
            }
            if (id.length() > 5 && !command.has("-l", "--no-log-init")) {
                findings.add(
                        "DL3046",
                        run.origin(),
                        "useradd without -l makes a huge file for the user id " + Shown.of(id));
            }
        }
    }

    private static void wget(Instruction.Run run, ShellCommand command, Findings findings) {
        boolean quiet =
                command.has(
                        "--progress",
                        "-q",
                        "--quiet",
                        "-o",
                        "--output-file",
                        "-a",
                        "--append-output",
                        "-nv",
                        "--no-verbose",
                        "--version",
                        "-V",
                        "--help",
                        "-h");
        if (!quiet) {
            findings.add("DL3047", run.origin(), "wget without --progress fills the log");
        }
    }

    private static void downloads(LintedStage stage, Findings findings) {
        boolean wget = false;
        boolean curl = false;
        for (LintedStage.LintedRun run : stage.runs()) {
            boolean both = wget && curl;
            for (ShellCommand command : run.commands()) {
                wget |= command.is("wget");
                curl |= command.is("curl");
            }
            if (wget && curl && !both) {
                findings.add("DL4001", run.run().origin(), "the stage uses both wget and curl");
            }
        }
    }

    /// @return whether the stage ends with a shell that sees when a pipe fails
    private static boolean pipes(LintedStage stage, boolean begins, Findings findings) {
        boolean safe = begins;
        for (Instruction instruction : stage.stage().instructions()) {
            if (instruction instanceof Instruction.Shell shell) {
                safe = shell.words().contains("pipefail") || !isPosix(shell.words());
            }
            if (instruction instanceof Instruction.Run run && !safe) {
                pipe(run, findings);
            }
        }
        return safe;
    }

    private static boolean isPosix(List<String> shell) {
        String name = shell.getFirst();
        return name.endsWith("sh") && !name.endsWith("pwsh");
    }

    private static void pipe(Instruction.Run run, Findings findings) {
        if (run.command() instanceof CommandLine.Exec) {
            return;
        }
        List<ShellCommand> commands = LintedStage.LintedRun.of(run).commands();
        boolean set =
                commands.stream().anyMatch(c -> c.is("set") && c.words().contains("pipefail"));
        if (!set && commands.stream().anyMatch(ShellCommand::piped)) {
            findings.add(
                    "DL4006", run.origin(), "nobody sees when the first command of the pipe fails");
        }
    }
}
