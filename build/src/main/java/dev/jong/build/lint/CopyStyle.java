package dev.jong.build.lint;

import dev.jong.build.dockerfile.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Rules of hadolint about `COPY` and `ADD`.
final class CopyStyle {
    private final Findings findings;
    private final Set<String> before = new HashSet<>();

    private CopyStyle(Findings findings) {
        this.findings = findings;
    }

    static void check(LintedFile file, Findings findings) {
        CopyStyle style = new CopyStyle(findings);
        Set<Integer> placed = new HashSet<>();
        for (LintedStage stage : file.stages()) {
            boolean directory =
                    stage.base().map(base -> placed.contains(base.stage().index())).orElse(false);
            for (Instruction instruction : stage.stage().instructions()) {
                directory |= instruction instanceof Instruction.WorkDir;
                if (instruction instanceof Instruction.Copy copy) {
                    style.copy(copy, stage, directory);
                } else if (instruction instanceof Instruction.Add add) {
                    style.add(add);
                }
            }
            if (directory) {
                placed.add(stage.stage().index());
            }
            style.archives(stage);
            style.before.add(stage.stage().name());
            style.before.add(Integer.toString(stage.stage().index()));
        }
    }

    private void copy(Instruction.Copy copy, LintedStage stage, boolean directory) {
        String destination = copy.destination();
        int sources = copy.sources().size() + copy.documents().size();
        if (sources > 1 && !destination.endsWith("/") && !isDirectory(destination)) {
            findings.add(
                    "DL3021",
                    copy.origin(),
                    "the destination of several sources has to end with a slash: "
                            + Shown.of(destination));
        }
        if (!directory && !Contexts.isAbsolute(destination)) {
            findings.add(
                    "DL3045",
                    copy.origin(),
                    "the destination " + Shown.of(destination) + " is relative to no WORKDIR");
        }
        String from = copy.flags().from().toLowerCase(Locale.ROOT);
        if (from.isEmpty()) {
            return;
        }
        boolean own =
                from.equals(stage.stage().name())
                        || from.equals(Integer.toString(stage.stage().index()));
        if (own) {
            findings.add("DL3023", copy.origin(), "a stage cannot copy from itself");
        } else if (from.indexOf(':') < 0 && from.indexOf('@') < 0 && !before.contains(from)) {
            findings.add(
                    "DL3022", copy.origin(), "there is no stage " + Shown.of(from) + " before it");
        }
        if (destination.equals("/") && copy.sources().contains("/")) {
            findings.add("DL3067", copy.origin(), "all files of another stage are copied");
        }
    }

    private static boolean isDirectory(String destination) {
        return destination.equals(".") || destination.endsWith("/.") || destination.endsWith("}");
    }

    private void add(Instruction.Add add) {
        for (String source : add.sources()) {
            boolean needed =
                    Contexts.isRemote(source)
                            || Contexts.isArchive(source)
                            || source.indexOf('$') >= 0;
            if (!needed) {
                findings.add(
                        "DL3020",
                        add.origin(),
                        "COPY is enough for " + Shown.of(source) + ": it is no archive or URL");
                return;
            }
        }
    }

    /// Archives that are copied, and unpacked by a later `RUN`.
    private void archives(LintedStage stage) {
        Map<String, Instruction.Copy> archives = new HashMap<>();
        for (Instruction.Copy copy : stage.all(Instruction.Copy.class)) {
            for (String source :
                    copy.flags().from().isEmpty() ? copy.sources() : List.<String>of()) {
                if (Contexts.isArchive(source)) {
                    archives.put(source.substring(source.lastIndexOf('/') + 1), copy);
                }
            }
        }
        if (archives.isEmpty()) {
            return;
        }
        for (LintedStage.LintedRun run : stage.runs()) {
            for (ShellCommand command : run.commands()) {
                if (unpacks(command)) {
                    unpacked(command, archives);
                }
            }
        }
    }

    private void unpacked(ShellCommand command, Map<String, Instruction.Copy> archives) {
        for (String word : command.words()) {
            Instruction.Copy copy = archives.get(word.substring(word.lastIndexOf('/') + 1));
            if (copy != null) {
                findings.add(
                        "DL3010",
                        copy.origin(),
                        "ADD would unpack " + Shown.of(word) + ", which is done later by hand");
            }
        }
    }

    private static boolean unpacks(ShellCommand command) {
        boolean tar =
                command.is("tar")
                        && (command.has("-x", "--extract", "--get")
                                || command.words().size() > 1
                                        && command.words().get(1).contains("x"));
        return tar
                || List.of("unzip", "gunzip", "bunzip2", "unxz", "zcat").contains(command.name());
    }
}
