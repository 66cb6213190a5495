package dev.jong.runtime.control;

import dev.jong.runtime.host.Host;
import dev.jong.runtime.launch.InRootOpen;
import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;
import java.util.Map;

/// Plans that copy small files of a running container, as its processes see them now, to files of the host. Nothing of
/// the container is believed: names are resolved in its root, a FIFO is not waited for, and no more than the limit is
/// read of what may have no end.
public final class CopyOut {
    private static final Arg AT_FDCWD = new Arg.Value(-100);
    private static final long FLAGS = 0x900; // O_NONBLOCK | O_NOCTTY
    private static final long DIRECTORY = 0x290000; // O_PATH | O_DIRECTORY | O_CLOEXEC
    private static final long NEW_FILE = 0x800c1; // O_CLOEXEC | O_EXCL | O_CREAT | O_WRONLY
    private static final Arg NEW_USER = new Arg.Flags(0x10000000, Flag.CLONE);

    private final Host host;

    /// Plans for a host.
    public CopyOut(Host host) {
        this.host = host;
    }

    /// The plan. A file that can't be read leaves an empty one, or none.
    ///
    /// @param startTime clock ticks since boot, field 22 of `/proc/PID/stat`
    /// @param files where what goes: from paths in the container to absolute paths of new files, with mode 0600
    /// @param limit most bytes of each
    /// @param apart the container has a user namespace of its own, below the engine's
    public LaunchPlan plan(
            long pid, long startTime, Map<String, String> files, long limit, boolean apart) {
        boolean rootless = host.isolation() == Host.Isolation.ROOTLESS;
        PlanBuilder plan = new PlanBuilder(host.machine());
        plan.flag(rootless && apart ? Contract.PLAN_JOIN_USERNS : 0);
        OpList before = plan.before();
        Arg.Register process =
                before.open(
                        "the container's first process",
                        Syscall.PIDFD_OPEN,
                        new Arg.Value(pid),
                        Arg.ZERO);
        isThatOne(before, pid, startTime);
        if (rootless && !apart) {
            before.callTolerating(
                    Errno.EINVAL, "its files are ours there", Syscall.SETNS, process, NEW_USER);
        }
        Arg.Register root =
                before.open(
                        "the container's root",
                        Syscall.OPENAT,
                        AT_FDCWD,
                        new Arg.Str("/proc/" + pid + "/root"),
                        new Arg.Flags(DIRECTORY, Flag.OPEN));
        // It lives yet, so it was what was opened.
        isThatOne(before, pid, startTime);
        files.forEach((from, to) -> copy(before, root, from, to, limit));
        return plan.build();
    }

    private static void isThatOne(OpList before, long pid, long startTime) {
        before.own(
                "it is that one",
                Contract.OP_CHECK_START,
                new Arg.Value(pid),
                new Arg.Value(startTime));
    }

    private static void copy(OpList before, Arg.Register root, String from, String to, long limit) {
        Arg.Register source =
                before.openTolerating(
                        Contract.PLAN_TOLERATE_ANY,
                        from,
                        Syscall.OPENAT2,
                        root,
                        new Arg.Str(from),
                        InRootOpen.how(FLAGS),
                        new Arg.Value(InRootOpen.SIZE));
        before.own("there is none", Contract.OP_SKIP, source, new Arg.Value(4));
        Arg.Register target =
                before.open(
                        from,
                        Syscall.OPENAT,
                        AT_FDCWD,
                        new Arg.Str(to),
                        new Arg.Flags(NEW_FILE, Flag.OPEN),
                        new Arg.Flags(0600, Flag.OCTAL));
        before.callTolerating(
                Contract.PLAN_TOLERATE_ANY,
                from,
                Syscall.SENDFILE,
                target,
                source,
                Arg.ZERO,
                new Arg.Value(limit));
        before.close(target).close(source);
    }
}
