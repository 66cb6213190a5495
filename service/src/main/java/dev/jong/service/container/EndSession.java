package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.runtime.control.ControlPlans;
import dev.jong.runtime.plan.LaunchPlan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Ends what a command that took too long has started: all processes of its session. Those that made one of their own go
/// with the container.
final class EndSession {
    private static final int KILL = 9;

    /// Where the session stands among the fields of a process.
    private static final int SESSION = 3;

    private EndSession() {}

    /// The plans that end them, each by descriptor and start time.
    ///
    /// @param leader a file `pid starttime` of the session's first process, which may be gone
    static List<LaunchPlan> of(Path leader, ControlPlans plans) throws IOException {
        List<LaunchPlan> ends = new ArrayList<>();
        String session = Text.of(Files.readAllBytes(leader)).trim().split(" ")[0];
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String pid = Text.of(process.getFileName());
                String[] fields = LiveProcess.fields(pid);
                if (fields.length > SESSION && fields[SESSION].equals(session)) {
                    LiveProcess.of(Long.parseLong(pid))
                            .ifPresent(one ->
                                    ends.add(plans.signal(one.pid(), one.startTime(), KILL)));
                }
            }
        }
        return ends;
    }
}
