package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes groups and writes their files, as both versions of cgroups need it.
final class CgroupFiles {
    private static final int ANY = Contract.PLAN_TOLERATE_ANY;

    private final Launch launch;
    private final OpList before;

    CgroupFiles(Launch launch) {
        this.launch = launch;
        this.before = launch.before();
    }

    /// The folder of all containers' groups.
    void folder(String path) {
        before.callTolerating(
                Errno.EEXIST,
                "cgroup of all containers",
                Syscall.MKDIRAT,
                Kernel.AT_FDCWD,
                Kernel.text(path),
                Kernel.mode(0755));
    }

    /// A new group, which goes at the end. A killed front may have left the one of an earlier run.
    void make(String group, String why) {
        before.own("what an earlier run left", Contract.OP_REMOVE_CGROUP, Kernel.text(group));
        before.call(why, Syscall.MKDIRAT, Kernel.AT_FDCWD, Kernel.text(group), Kernel.mode(0755));
        launch.exit().own("remove " + why, Contract.OP_REMOVE_CGROUP, Kernel.text(group));
    }

    void write(String why, String file, String value) {
        before.writeFile(why, Kernel.AT_FDCWD, file, value);
    }

    void limit(String why, String file, OptionalLong value) {
        if (value.isPresent()) {
            write(why, file, Long.toString(value.getAsLong()));
        }
    }

    void text(String why, String file, Optional<String> value) {
        if (value.isPresent()) {
            write(why, file, value.get());
        }
    }

    /// Writes lines, one with each write; failing is no failure. For what is missed only by those who asked for it.
    void tryLines(String why, String file, List<String> lines) {
        Arg.Register register =
                before.openTolerating(
                        ANY,
                        why,
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(file),
                        Kernel.open(Kernel.O_WRONLY));
        for (String line : lines) {
            before.callTolerating(
                    ANY,
                    why + ": " + line,
                    Syscall.WRITE,
                    register,
                    Kernel.text(line),
                    Kernel.number(line.length()));
        }
        before.closeTolerating(register);
    }

    /// `max` for a negative number.
    static String orMax(long value) {
        return value < 0 ? "max" : Long.toString(value);
    }
}
