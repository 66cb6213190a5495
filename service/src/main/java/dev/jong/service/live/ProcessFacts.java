package dev.jong.service.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/// What `/proc/PID/stat` and `cmdline` (proc(5)) say of a process. Byte strings.
///
/// @param command the name, at most 15 bytes
/// @param line the arguments between blanks; empty for one without
/// @param fields of stat behind the name, from the state on: field N of the manual has index N - 3
/// @param user name of the owner where the host knows it, else the number
public record ProcessFacts(
        long pid, String command, String line, List<String> fields, String user) {
    private static final int FIRST_FIELD = 3;

    /// What a process says now; empty when it is gone.
    static Optional<ProcessFacts> read(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        String stat = KernelFile.read(folder.resolve("stat"));
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(stat.substring(close + 1));
        while (words.hasMoreTokens()) {
            fields.add(words.nextToken());
        }
        String line = KernelFile.read(folder.resolve("cmdline"));
        while (line.endsWith("\0")) {
            line = line.substring(0, line.length() - 1);
        }
        return Optional.of(
                new ProcessFacts(
                        pid,
                        stat.substring(open + 1, close),
                        line.replace('\0', ' '),
                        List.copyOf(fields),
                        owner(folder)));
    }

    private static String owner(Path folder) {
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return "?";
        }
    }

    /// A field of stat by its number in proc(5), from 3 on; 0 without it.
    public long field(int number) {
        int index = number - FIRST_FIELD;
        return index < fields.size() ? KernelFile.number(fields.get(index), 0) : 0;
    }

    /// Its state: R, S, D, Z, T and so on.
    public String state() {
        return fields.isEmpty() ? "?" : fields.getFirst();
    }

    /// The process that it belongs to.
    public long parent() {
        return field(4);
    }

    /// Processor time in clock ticks, hundredths of a second.
    public long ticks() {
        return field(14) + field(15);
    }

    /// When it began, clock ticks since boot.
    public long startTicks() {
        return field(22);
    }
}
