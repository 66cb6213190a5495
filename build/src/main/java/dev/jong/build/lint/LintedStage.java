package dev.jong.build.lint;

import dev.jong.build.dockerfile.CommandLine;
import dev.jong.build.dockerfile.Instruction;
import dev.jong.build.dockerfile.RunMount;
import dev.jong.build.dockerfile.ShellText;
import dev.jong.build.dockerfile.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A stage as checks look at it.
///
/// @param base the stage that it begins with
/// @param runs its `RUN`s with their commands
/// @param kept whether its files end up in an image: it is the last one, or something that is kept begins with it
record LintedStage(Stage stage, Optional<LintedStage> base, List<LintedRun> runs, boolean kept) {
    LintedStage {
        runs = List.copyOf(runs);
    }

    /// A `RUN`.
    record LintedRun(Instruction.Run run, List<ShellCommand> commands) {
        LintedRun {
            commands = List.copyOf(commands);
        }

        static LintedRun of(Instruction.Run run) {
            return new LintedRun(
                    run,
                    switch (run.command()) {
                        case CommandLine.Exec exec ->
                                List.of(new ShellCommand(exec.words(), false));
                        case CommandLine.Shell shell ->
                                ShellCommands.of(ShellText.of(shell, run.documents()));
                    });
        }

        /// Whether something is mounted there, so that what is written stays out of the image.
        boolean mounts(String path) {
            for (RunMount mount : run.mounts()) {
                String target = mount.option("target", "");
                boolean covers = target.equals(path) || path.startsWith(target + "/");
                if (covers && (mount.type().equals("cache") || mount.type().equals("tmpfs"))) {
                    return true;
                }
            }
            return false;
        }

        /// Whether it removes files whose path begins so.
        boolean removes(String path) {
            return commands.stream()
                    .anyMatch(command ->
                            command.is("rm")
                                    && command.arguments().stream()
                                            .anyMatch(word -> word.startsWith(path)));
        }
    }

    /// Its instructions of a kind.
    <T extends Instruction> List<T> all(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Instruction instruction : stage.instructions()) {
            if (kind.isInstance(instruction)) {
                found.add(kind.cast(instruction));
            }
        }
        return found;
    }
}
