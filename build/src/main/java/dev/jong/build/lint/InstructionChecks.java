package dev.jong.build.lint;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Built-in checks of single instructions, and those of hadolint that ask the same.
final class InstructionChecks {
    private static final Set<String> SECRET =
            Set.of(
                    "apikey",
                    "auth",
                    "credential",
                    "credentials",
                    "key",
                    "password",
                    "pword",
                    "passwd",
                    "secret",
                    "token");

    private InstructionChecks() {}

    static void check(LintedFile file, Findings findings) {
        for (Instruction.Arg arg : file.file().globals()) {
            arguments(arg, findings);
        }
        Set<Integer> shells = new HashSet<>();
        for (LintedStage stage : file.stages()) {
            boolean shell =
                    !stage.all(Instruction.Shell.class).isEmpty()
                            || stage.base()
                                    .filter(base -> shells.contains(base.stage().index()))
                                    .isPresent();
            if (shell) {
                shells.add(stage.stage().index());
            }
            commands(stage, shell, findings);
            directories(stage, findings);
            for (Instruction instruction : stage.stage().instructions()) {
                one(instruction, findings);
            }
        }
    }

    private static void one(Instruction instruction, Findings findings) {
        switch (instruction) {
            case Instruction.Maintainer it -> {
                findings.add("MaintainerDeprecated", it.origin(), "MAINTAINER is deprecated");
                findings.add("DL4000", it.origin(), "MAINTAINER is deprecated");
            }
            case Instruction.Arg arg -> arguments(arg, findings);
            case Instruction.Env env -> pairs(env, env.pairs(), findings);
            case Instruction.Label label -> pairs(label, label.pairs(), findings);
            case Instruction.Expose expose -> ports(expose, findings);
            default -> {
                // Nothing to say about the others alone.
            }
        }
    }

    private static void arguments(Instruction.Arg arg, Findings findings) {
        arg.arguments().forEach(argument -> secret(arg, argument.name(), findings));
    }

    private static void secret(Instruction instruction, String name, Findings findings) {
        List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("_"));
        if (parts.stream().anyMatch(SECRET::contains) && !parts.contains("public")) {
            String message =
                    instruction.keyword()
                            + " \""
                            + Shown.of(name)
                            + "\" looks like a secret: it stays in the image for all to read";
            findings.add("SecretsUsedInArgOrEnv", instruction.origin(), message);
            findings.add("DL3064", instruction.origin(), message);
        }
    }

    private static void pairs(
            Instruction instruction, List<Instruction.Pair> pairs, Findings findings) {
        for (Instruction.Pair pair : pairs) {
            if (pair.legacy()) {
                String keyword = instruction.keyword();
                findings.add(
                        "LegacyKeyValueFormat",
                        instruction.origin(),
                        "\""
                                + keyword
                                + " key=value\" should be used instead of \""
                                + keyword
                                + " key value\"");
            }
            if (instruction instanceof Instruction.Env) {
                secret(instruction, pair.name(), findings);
            }
        }
    }

    private static void ports(Instruction.Expose expose, Findings findings) {
        for (String port : expose.ports()) {
            if (port.indexOf(':') >= 0 && port.indexOf('$') < 0) {
                findings.add(
                        "ExposeInvalidFormat",
                        expose.origin(),
                        "EXPOSE has no address and no port of the host, but this has: '"
                                + Shown.of(port)
                                + "'");
            }
        }
    }

    private static void commands(LintedStage stage, boolean shell, Findings findings) {
        for (Instruction.Cmd cmd : stage.all(Instruction.Cmd.class)) {
            json(cmd, cmd.command(), shell, findings);
        }
        for (Instruction.EntryPoint entry : stage.all(Instruction.EntryPoint.class)) {
            json(entry, entry.command(), shell, findings);
        }
        once(stage.all(Instruction.Cmd.class), "DL4003", findings);
        once(stage.all(Instruction.EntryPoint.class), "DL4004", findings);
        once(stage.all(Instruction.HealthCheck.class), "DL3012", findings);
    }

    private static void json(
            Instruction instruction, CommandLine command, boolean shell, Findings findings) {
        if (command instanceof CommandLine.Shell) {
            String message =
                    instruction.keyword()
                            + " in shell form: signals end at the shell, JSON form is better";
            findings.add("DL3025", instruction.origin(), message);
            // Who has chosen a shell means it.
            if (!shell) {
                findings.add("JSONArgsRecommended", instruction.origin(), message);
            }
        }
    }

    private static void once(
            List<? extends Instruction> instructions, String code, Findings findings) {
        for (int i = 0; i + 1 < instructions.size(); i++) {
            Instruction instruction = instructions.get(i);
            String message =
                    "this "
                            + instruction.keyword()
                            + " does nothing: there is another one after it in the stage";
            findings.add("MultipleInstructionsDisallowed", instruction.origin(), message);
            findings.add(code, instruction.origin(), message);
        }
    }

    private static void directories(LintedStage stage, Findings findings) {
        boolean absolute = false;
        for (Instruction.WorkDir directory : stage.all(Instruction.WorkDir.class)) {
            String path = directory.path().replace("\"", "").replace("'", "");
            boolean relative = !isAbsolute(path);
            String message = "the directory \"" + Shown.of(path) + "\" is relative";
            if (relative) {
                findings.add("DL3000", directory.origin(), message);
            }
            if (relative && !absolute) {
                findings.add(
                        "WorkdirRelativePath",
                        directory.origin(),
                        message + ", and so depends on the base image");
            }
            absolute = true;
        }
    }

    private static boolean isAbsolute(String path) {
        Set<Character> starts = Set.of('/', '$', '\\');
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        return drive || !path.isEmpty() && starts.contains(path.charAt(0));
    }
}
