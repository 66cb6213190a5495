package dev.jong.runtime.host;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.runtime.plan.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what the host allows out of /proc, without side effects and without leaving plain file reads, since
/// a cold `run` goes through here.
public final class ReadHost {
    private static final int SYS_CHROOT = 18;
    private static final int SYS_ADMIN = 21;

    private ReadHost() {}

    /// The host as this process sees it.
    ///
    /// @param namespaceRefused errno with which the kernel refused a user namespace to the front, or 0
    public static Host read(int namespaceRefused) {
        String status = text("/proc/self/status");
        int uid = (int) number(field(status, "Uid:"), 10);
        long effective = Long.parseUnsignedLong(field(status, "CapEff:"), 16);
        long bounding = Long.parseUnsignedLong(field(status, "CapBnd:"), 16);
        long ids = mappedIds(text("/proc/self/uid_map"));
        Host.Isolation isolation = isolation(uid, effective, ids);
        Host.Identity identity =
                new Host.Identity(uid, ids, bounding & effective, maxOpenFiles(), namespaceRefused);
        return new Host(
                Machine.of(System.getProperty("os.arch")),
                isolation,
                FindCgroups.find(isolation),
                identity);
    }

    private static Host.Isolation isolation(int uid, long capabilities, long ids) {
        if ((capabilities >> SYS_ADMIN & 1) != 0) {
            return ids >= 0xffffffffL ? Host.Isolation.ROOT : Host.Isolation.ROOTLESS;
        }
        return (capabilities >> SYS_CHROOT & 1) != 0 ? Host.Isolation.CHROOT : Host.Isolation.NONE;
    }

    /// The sum of the third column of uid_map.
    static long mappedIds(String map) {
        long sum = 0;
        for (String line : map.split("\n")) {
            String[] words = line.trim().split(" +");
            sum += words.length == 3 ? Long.parseLong(words[2]) : 0;
        }
        return sum;
    }

    private static long maxOpenFiles() {
        for (String line : text("/proc/self/limits").split("\n")) {
            if (line.startsWith("Max open files")) {
                String[] words = line.substring("Max open files".length()).trim().split(" +");
                return words[1].equals("unlimited") ? Long.MAX_VALUE : number(words[1], 10);
            }
        }
        return 1024;
    }

    private static String field(String status, String name) {
        int at = status.indexOf("\n" + name);
        if (at < 0) {
            throw JongException.of(ErrorKind.INTERNAL, "/proc/self/status has no line " + name);
        }
        int from = at + 1 + name.length();
        int end = status.indexOf('\n', from);
        String[] words = status.substring(from, end).trim().split("\t");
        return words.length > 1 ? words[1] : words[0];
    }

    private static long number(String text, int radix) {
        return Long.parseLong(text.trim(), radix);
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
