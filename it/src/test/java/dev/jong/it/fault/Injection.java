package dev.jong.it.fault;

import dev.jong.it.harness.Needs;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Runs one command, front and an engine of its own, under `strace`, and has it killed or lets a system call of it fail
/// at a chosen point.
final class Injection {
    /// Calls that change files, mounts or processes.
    private static final String CALLS =
            "write,fsync,syncfs,rename,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,linkat,symlinkat,openat2,"
                    + "mknodat,fchownat,fsetxattr,utimensat,fchmodat,mount,move_mount,umount2,clone3,execveat,"
                    + "pivot_root";

    /// Those of them that bring something to the disk, give it its name, or take it away.
    private static final String LASTING = "fsync,syncfs,rename,renameat2,unlink,unlinkat,rmdir";

    /// What is said to the kernel about networks, and the ways to where it is said.
    private static final String WIRES = "sendto,sendmsg,setns,socket,bind";

    private final Site site;
    private final Path trace;

    Injection(Site site) {
        this.site = site;
        this.trace = site.folder().resolve("trace");
        Needs.program("/usr/bin/strace");
        Needs.that(
                Shell.attempt(Path.of("/"), "strace", "-qq", "-o", "/dev/null", "true").code() == 0,
                "strace that may trace");
    }

    /// The nth call of a kind in some thread of the command, and what becomes of it.
    ///
    /// @param action as strace takes it: `signal=SIGKILL`, `error=EIO`
    record Point(String call, int nth, String action) {
        @Override
        public String toString() {
            return action + " at " + call + " number " + nth;
        }
    }

    /// Runs the command unharmed, and then finds its points: `most` of them, spread evenly, with the actions in turn.
    List<Point> points(int most, String... command) {
        return points(most, CALLS, command);
    }

    /// Death at any of these calls, or errors of what is said about networks. (Whoever looks after networks is traced as
    /// well, and waited for.)
    List<Point> wired(int most, String... command) {
        return points(most, CALLS + "," + WIRES, command).stream()
                .map(point ->
                        WIRES.contains(point.call())
                                ? point
                                : new Point(point.call(), point.nth(), "signal=SIGKILL"))
                .toList();
    }

    /// What a kernel short of memory says to whoever says something, to it or to another process.
    List<Point> shortages(int most, String... command) {
        return points(most, "write," + WIRES, command).stream()
                .map(point -> new Point(point.call(), point.nth(), "error=ENOBUFS"))
                .toList();
    }

    /// The same with death alone, at calls that decide what a disk holds.
    List<Point> deaths(int most, String... command) {
        return points(most, LASTING, command).stream()
                .map(point -> new Point(point.call(), point.nth(), "signal=SIGKILL"))
                .toList();
    }

    private List<Point> points(int most, String traced, String... command) {
        Result golden = run("trace=" + traced, command);
        if (golden.code() != 0) {
            throw new AssertionError("without a fault: " + golden);
        }
        List<Point> all = new ArrayList<>();
        calls().forEach((call, count) -> {
            for (int nth = 1; nth <= count; nth++) {
                all.add(new Point(call, nth, action(call, all.size())));
            }
        });
        List<Point> some = new ArrayList<>();
        int chosen = Math.min(most, all.size());
        for (int i = 0; i < chosen; i++) {
            some.add(all.get((int) ((long) i * all.size() / chosen)));
        }
        return some;
    }

    /// Runs the command with a fault.
    Result run(Point point, String... command) {
        return run(
                "inject=" + point.call() + ":" + point.action() + ":when=" + point.nth(), command);
    }

    private Result run(String expression, String... command) {
        List<String> words = new ArrayList<>(List.of("strace", "-f", "--seccomp-bpf", "-qq"));
        words.addAll(List.of("-o", trace.toString(), "-e", "signal=none", "-e", expression));
        words.add(site.program());
        words.addAll(List.of(command));
        try {
            return site.host(words.toArray(new String[0])).with("JONG_ENGINE", "off").finish();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A disk that is full fails in writing, a broken one everywhere.
    private static String action(String call, int number) {
        boolean kill = number % 2 == 0 || call.equals("clone3") || call.equals("execveat");
        if (kill) {
            return "signal=SIGKILL";
        }
        return switch (call) {
            case "write", "mkdir", "mkdirat", "openat2", "mknodat", "linkat", "symlinkat" ->
                    "error=ENOSPC";
            default -> "error=EIO";
        };
    }

    /// How often a thread made each call, of the thread that made most: strace counts for each thread.
    private Map<String, Integer> calls() {
        Map<String, Integer> byThread = new TreeMap<>();
        Map<String, Integer> most = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
                int space = line.indexOf(' ');
                int bracket = line.indexOf('(');
                if (space > 0 && bracket > space && !line.contains("resumed>")) {
                    String call = line.substring(space, bracket).strip();
                    int count = byThread.merge(line.substring(0, space) + call, 1, Integer::sum);
                    most.merge(call, count, Math::max);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return most;
    }
}
