package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.service.container.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What well-known messages in the last lines of a log mean for a container. A program may say anything, so these are
/// only likely.
final class LogHints {
    private static final int MOST = 3;

    /// Kind, message in small letters, what it means, hint.
    private static final String[][] KNOWN = {
        {
            "read-only",
            "read-only file system",
            "it wrote to a place that is read-only",
            "leave out --read-only or :ro, or give it a place to write: --tmpfs PATH, -v NAME:PATH"
        },
        {
            "no-space",
            "no space left on device",
            "a file system was full",
            "see jong df and df -h; a tmpfs has a size of its own (--shm-size, --tmpfs PATH:size=)"
        },
        {
            "no-library",
            "error while loading shared libraries",
            "a library was not found",
            "install the package that has it, or set LD_LIBRARY_PATH with -e"
        },
        {
            "wrong-architecture",
            "exec format error",
            "it started a program that is made for another processor, or a script without a #! line",
            "use an image for this host: jong pull --platform"
        },
        {
            "carriage-return",
            "\r: not found",
            "a script has lines that end as on Windows (CR LF)",
            "convert it with dos2unix"
        },
        {
            "refused-call",
            "operation not permitted",
            "the kernel refused something: for want of a capability, or by the system call filter",
            "see what it needs; jong explain run shows what it has; try --cap-add or --security-opt seccomp=unconfined"
        },
        {
            "refused-call",
            "function not implemented",
            "a system call is not there, or is kept back by the system call filter",
            "--security-opt seccomp=unconfined shows whether it is that"
        },
        {
            "permission",
            "permission denied",
            "its user may not use a file",
            "compare its user with the owners of the files: jong inspect, ls -ln; --user chooses another"
        },
        {
            "address-in-use",
            "address already in use",
            "another process has the address and port",
            "with --network host all containers and the host share their ports: choose another"
        },
        {
            "open-files",
            "too many open files",
            "it has as many files open as it may",
            "allow more with --ulimit nofile=65536"
        },
        {
            "memory",
            "cannot allocate memory",
            "memory was refused to it",
            "give it more with --memory; --pids-limit and --ulimit refuse so too"
        },
        {
            "memory",
            "java.lang.outofmemoryerror",
            "its Java heap was full",
            "give it more with --memory, and look at -Xmx and -XX:MaxRAMPercentage"
        },
        {
            "names",
            "temporary failure in name resolution",
            "a host name could not be looked up",
            "look at its network: --network, --dns"
        },
        {
            "not-found",
            "command not found",
            "a command of a script was not found",
            "install it in the image, or set PATH with -e"
        },
    };

    private LogHints() {}

    /// At most three, in the order of the table.
    ///
    /// @param lines byte strings
    static List<Finding> of(List<String> lines) {
        List<Finding> found = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        for (String[] known : KNOWN) {
            for (String line : lines) {
                boolean says = line.toLowerCase(Locale.ROOT).contains(known[1]);
                if (says && found.size() < MOST && kinds.add(known[0])) {
                    String text = known[2] + ": it said \"" + Text.printable(cut(line)) + "\"";
                    found.add(new Finding(known[0], text, known[3]));
                }
            }
        }
        return found;
    }

    private static String cut(String line) {
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }
}
