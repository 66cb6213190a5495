package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.control.ControlPlans;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Ends what a program has left running in a root that only it had, where no namespace ends that with it.
final class EndRest {
    private static final int KILL = 9;

    /// A second of five milliseconds each: they may go on making others for so long.
    private static final int ROUNDS = 200;

    private EndRest() {}

    /// Ends all processes with that root directory.
    ///
    /// @param root a directory of the store
    static void of(Path root, ControlPlans plans, Front front) throws IOException {
        List<LiveProcess> left = in(root);
        for (int i = 0; i < ROUNDS && !left.isEmpty(); i++) {
            for (LiveProcess one : left) {
                front.carryOut(plans.signal(one.pid(), one.startTime(), KILL));
            }
            Moment.pass();
            left = in(root);
        }
    }

    private static List<LiveProcess> in(Path root) throws IOException {
        List<LiveProcess> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                if (isIn(root, process)) {
                    LiveProcess.of(Long.parseLong(Text.of(process.getFileName())))
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isIn(Path root, Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("root")).equals(root);
        } catch (IOException goneOrOfOthers) {
            return false;
        }
    }
}
