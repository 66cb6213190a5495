package dev.jong.service.container;

import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process that lives. A pid counts only together with its start time, so a recycled one is never taken for another
/// (R085).
///
/// @param startTime clock ticks since boot, field 22 of `/proc/PID/stat`
public record LiveProcess(long pid, long startTime) {
    /// The process that a file `pid starttime` names; empty when there is no such file, or the process is gone.
    public static Optional<LiveProcess> read(Path file) {
        try {
            return of(Text.of(Files.readAllBytes(file)));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /// The process of a number.
    public static Optional<LiveProcess> of(long pid) {
        String time = startTime(Long.toString(pid));
        return time.isEmpty()
                ? Optional.empty()
                : Optional.of(new LiveProcess(pid, Long.parseLong(time)));
    }

    /// Whether no process has a number that a file says; what is damaged is nobody's.
    public static boolean isGone(String pid) {
        try {
            return of(Long.parseLong(pid)).isEmpty();
        } catch (NumberFormatException damaged) {
            return true;
        }
    }

    /// What names begin with of things that go with this process: `PID-START`.
    public static String own() {
        LiveProcess self = of(ProcessHandle.current().pid()).orElseThrow();
        return self.pid + "-" + self.startTime;
    }

    /// Whether the process lives whose [#own] a name `PID-START-REST` begins with.
    public static boolean owns(String name) {
        String[] words = name.split("-");
        return words.length > 2 && of(words[0] + " " + words[1]).isPresent();
    }

    /// The process of a text `pid starttime`.
    static Optional<LiveProcess> of(String text) {
        String[] words = text.trim().split(" ");
        return words.length == 2
                        && isNumber(words[0])
                        && isNumber(words[1])
                        && startTime(words[0]).equals(words[1])
                ? Optional.of(new LiveProcess(Long.parseLong(words[0]), Long.parseLong(words[1])))
                : Optional.empty();
    }

    /// A number that is surely a long; anything else comes from a damaged file.
    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 19;
    }

    /// Field 22; empty without the process.
    private static String startTime(String pid) {
        String[] fields = fields(pid);
        return fields.length > 19 && !fields[0].equals("Z") ? fields[19] : "";
    }

    /// The fields of `/proc/PID/stat` behind the name, which may hold anything: field N of proc(5) has index N - 3. None
    /// without the process.
    static String[] fields(String pid) {
        try {
            String stat = Text.of(Files.readAllBytes(Path.of("/proc", pid, "stat")));
            int name = stat.lastIndexOf(')');
            return stat.substring(Math.min(name + 2, stat.length())).split(" ");
        } catch (IOException gone) {
            return new String[0];
        }
    }
}
