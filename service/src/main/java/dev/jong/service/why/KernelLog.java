package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the kernel has said: its log, where this user may read it.
final class KernelLog {
    private static final int RECORD = 8192;
    private static final int RECORDS = 100_000;
    private static final int EPIPE = 32;

    private static final String[] WANTED = {
        "oom-kill:", "Out of memory", "segfault", "general protection", "type=1326", "trap "
    };

    private KernelLog() {}

    /// A message that may matter here.
    ///
    /// @param microseconds since boot
    record Entry(long microseconds, String text) {}

    /// Reads what there is, oldest first; nothing where it may not be read. Each read gives one record
    /// (Documentation/ABI/testing/dev-kmsg).
    static List<Entry> read(Syscalls kernel) {
        List<Entry> found = new ArrayList<>();
        long flags = OpenFlag.READ_ONLY | OpenFlag.NON_BLOCKING | OpenFlag.CLOSE_ON_EXEC;
        int number = kernel.openat2(Syscalls.AT_FDCWD, "/dev/kmsg", flags, 0, 0);
        if (number < 0) {
            return found;
        }
        try (Descriptor log = new Descriptor(kernel, number)) {
            byte[] buffer = new byte[RECORD];
            for (int i = 0; i < RECORDS; i++) {
                int length = kernel.read(log.number(), buffer, 0, buffer.length);
                if (length <= 0 && length != -EPIPE) {
                    break;
                }
                // EPIPE: records were overwritten before they were read; the next read goes on
                // behind them.
                add(length < 0 ? "" : Text.of(Arrays.copyOf(buffer, length)), found);
            }
        }
        return found;
    }

    private static void add(String record, List<Entry> found) {
        for (String wanted : WANTED) {
            if (record.contains(wanted)) {
                parse(record, found);
                return;
            }
        }
    }

    /// `priority,sequence,microseconds,flags;text` and lines of details.
    static void parse(String record, List<Entry> found) {
        int semicolon = record.indexOf(';');
        int newline = record.indexOf('\n', Math.max(0, semicolon));
        String[] head = record.substring(0, Math.max(0, semicolon)).split(",");
        if (head.length < 3) {
            return;
        }
        try {
            String text = record.substring(semicolon + 1, newline < 0 ? record.length() : newline);
            found.add(new Entry(Long.parseLong(head[2]), text));
        } catch (NumberFormatException damaged) {
            return;
        }
    }

    /// The value of `key=` in a message, up to a comma or blank; empty without it.
    static String value(String text, String key) {
        int at = text.indexOf(key + "=");
        while (at > 0 && text.charAt(at - 1) != ',' && text.charAt(at - 1) != ' ') {
            at = text.indexOf(key + "=", at + 1);
        }
        if (at < 0) {
            return "";
        }
        int from = at + key.length() + 1;
        int to = from;
        while (to < text.length() && text.charAt(to) != ',' && text.charAt(to) != ' ') {
            to++;
        }
        return text.substring(from, to);
    }
}
