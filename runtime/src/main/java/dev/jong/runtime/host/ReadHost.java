package dev.jong.runtime.host;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/// Reads what the host allows out of /proc, without side effects and without leaving plain file reads, since
/// a cold `run` goes through here.
public final class ReadHost {
    private static final int SYS_CHROOT = 18;
    private static final int SYS_ADMIN = 21;
    private static final long ALL_IDS = 0xffffffffL;
    private static final int NOBODY = 65534;
    private static final String OPEN_FILES = "Max open files";
    private static final long FEW_FILES = 1024;

    private ReadHost() {}

    /// The host as this process sees it.
    ///
    /// @param namespaceRefused errno with which the kernel refused a user namespace to the front, or 0
    public static Host read(int namespaceRefused) {
        String status = text("/proc/self/status");
        long effective = mask(status, "CapEff:");
        // A user may have a range of users without one of groups: then only 0 can be relied on.
        long ids =
                Math.min(
                        mappedIds(text("/proc/self/uid_map")),
                        mappedIds(text("/proc/self/gid_map")));
        Host.Isolation isolation = isolation(effective, ids);
        Host.Identity identity =
                new Host.Identity(
                        uid(status),
                        ids,
                        mask(status, "CapBnd:") & effective,
                        maxOpenFiles(text("/proc/self/limits")),
                        namespaceRefused);
        return new Host(
                Machine.of(System.getProperty("os.arch")),
                isolation,
                FindCgroups.find(isolation),
                identity);
    }

    static Host.Isolation isolation(long capabilities, long ids) {
        if ((capabilities >> SYS_ADMIN & 1) != 0) {
            return ids >= ALL_IDS ? Host.Isolation.ROOT : Host.Isolation.ROOTLESS;
        }
        return (capabilities >> SYS_CHROOT & 1) != 0 ? Host.Isolation.CHROOT : Host.Isolation.NONE;
    }

    /// The sum of the third column of uid_map.
    static long mappedIds(String map) {
        long sum = 0;
        for (String line : map.split("\n")) {
            String[] words = words(line);
            sum += words.length == 3 ? number(words[2], 0) : 0;
        }
        return Math.min(sum, ALL_IDS);
    }

    /// The effective uid, second of the four in /proc/PID/status.
    static int uid(String status) {
        String[] words = words(field(status, "Uid:"));
        return (int) number(words.length > 1 ? words[1] : "", NOBODY);
    }

    /// A set of capabilities in /proc/PID/status; empty when it is not there, which gives no privileges.
    static long mask(String status, String name) {
        try {
            return Long.parseUnsignedLong(field(status, name).trim(), 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// The hard limit of open files in /proc/PID/limits.
    static long maxOpenFiles(String limits) {
        String[] words = words(field(limits, OPEN_FILES));
        String hard = words.length > 1 ? words[1] : "";
        return hard.equals("unlimited") ? Long.MAX_VALUE : number(hard, FEW_FILES);
    }

    /// The rest of the first line that begins with a name; empty when there is none.
    private static String field(String status, String name) {
        int start = status.startsWith(name) ? 0 : status.indexOf("\n" + name) + 1;
        if (start == 0 && !status.startsWith(name)) {
            return "";
        }
        int end = status.indexOf('\n', start);
        return status.substring(start + name.length(), end < 0 ? status.length() : end);
    }

    /// Words between blanks. No regular expression: this is on the way of a cold `run`.
    private static String[] words(String line) {
        List<String> out = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(line);
        while (words.hasMoreTokens()) {
            out.add(words.nextToken());
        }
        return out.toArray(new String[0]);
    }

    /// A number without a sign; the other value when it is none.
    private static long number(String text, long otherwise) {
        try {
            long value = Long.parseLong(text);
            return value < 0 ? otherwise : value;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    static String text(String file) {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.PRECONDITION, "cannot read " + file + ": " + e.getMessage())
                    .causedBy(e);
        }
    }
}
