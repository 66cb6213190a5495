package dev.jong.cli.command.build;

import dev.jong.base.Text;
import dev.jong.build.dockerfile.Dockerfile;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.Stage;
import dev.jong.build.lint.Checks;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.build.BuildImage;
import dev.jong.service.build.BuildRequest;
import dev.jong.service.build.OpenContexts;
import dev.jong.service.container.Front;
import java.util.List;

/// What `build` does without building: `--check`, and `--call check`, `outline` and `targets`.
final class BuildCalls {
    private BuildCalls() {}

    /// Whether the command line asks for one of them.
    static boolean areMeant(ParsedCommand line) {
        return line.flag("check") || !List.of("", "build").contains(line.text("call"));
    }

    /// Does it; returns the exit code, 1 where the check finds anything.
    static int run(OpenContexts contexts, BuildRequest request, ParsedCommand line, Front front) {
        String call = line.text("call");
        if (line.flag("check") && !List.of("", "check", "lint").contains(call)) {
            throw line.conflict("--check and --call=" + Text.printable(call), "use one of them");
        }
        if (!line.text("format").isEmpty() && List.of("targets", "outline").contains(call)) {
            throw line.conflict("--format and --call=" + call, "leave --format out: it is a table");
        }
        Dockerfile file = BuildImage.parse(contexts);
        return switch (line.flag("check") ? "check" : call) {
            case "check", "lint" -> {
                Checks.Report report = BuildImage.check(file, request, contexts);
                boolean clean = report.findings().isEmpty();
                front.out(
                        clean && line.text("format").isEmpty()
                                ? "Check complete, no warnings found.\n"
                                : LintCommand.written(
                                        file, report.findings(), line.text("format"), front));
                yield clean ? 0 : 1;
            }
            case "targets" -> {
                front.out(targets(file));
                yield 0;
            }
            case "outline" -> {
                front.out(outline(file));
                yield 0;
            }
            default -> throw line.unknown("call", "build, check, outline or targets");
        };
    }

    private static String targets(Dockerfile file) {
        StringBuilder out = new StringBuilder("TARGET\n");
        for (Stage stage : file.stages()) {
            boolean last = stage.index() == file.stages().size() - 1;
            out.append(Text.printable(stage.name())).append(last ? " (default)" : "").append('\n');
        }
        return out.toString();
    }

    private static String outline(Dockerfile file) {
        StringBuilder out = new StringBuilder("ARG DEFAULT\n");
        file.globals().forEach(arg -> add(arg, out));
        for (Stage stage : file.stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Arg arg) {
                    add(arg, out);
                }
            }
        }
        return out.toString();
    }

    private static void add(Instruction.Arg arg, StringBuilder out) {
        for (Instruction.Argument one : arg.arguments()) {
            out.append(Text.printable(one.name() + " " + one.value().orElse(""))).append('\n');
        }
    }
}
