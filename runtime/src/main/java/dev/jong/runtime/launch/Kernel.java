package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Flag;

/// Constants of the kernel's interfaces that plans use, the same on x86-64 and aarch64.
final class Kernel {
    static final Arg AT_FDCWD = new Arg.Value(-100);

    static final long MS_RDONLY = 1;
    static final long MS_NOSUID = 2;
    static final long MS_NODEV = 4;
    static final long MS_NOEXEC = 8;
    static final long MS_REMOUNT = 32;
    static final long MS_BIND = 4096;
    static final long MS_REC = 16384;
    static final long MS_PRIVATE = 1 << 18;
    static final long MS_SLAVE = 1 << 19;
    static final long MS_SHARED = 1 << 20;
    static final long MNT_DETACH = 2;

    static final long ATTR_RDONLY = 1;
    static final long ATTR_NOSUID = 2;
    static final long ATTR_NODEV = 4;
    static final long ATTR_NOEXEC = 8;

    static final long ATTR_IDMAP = 0x100000;

    static final long O_WRONLY = 1;
    static final long O_RDWR = 2;
    static final long O_CREAT = 0x40;
    static final long O_NOCTTY = 0x100;
    static final long O_TRUNC = 0x200;
    static final long O_NONBLOCK = 0x800;
    static final long O_DIRECTORY = 0x10000;
    static final long O_CLOEXEC = 0x80000;
    static final long O_PATH = 0x200000;

    static final long OPEN_TREE_CLONE = 1;
    static final long AT_RECURSIVE = 0x8000;
    static final long AT_EMPTY_PATH = 0x1000;
    static final long MOVE_FROM_DESCRIPTOR = 4; // MOVE_MOUNT_F_EMPTY_PATH
    static final long MOVE_BY_DESCRIPTORS =
            0x44; // MOVE_MOUNT_F_EMPTY_PATH, MOVE_MOUNT_T_EMPTY_PATH

    static final long CLONE_NEWTIME = 0x80;
    static final long CLONE_NEWNS = 0x20000;
    static final long CLONE_NEWCGROUP = 0x2000000;
    static final long CLONE_NEWUTS = 0x4000000;
    static final long CLONE_NEWUSER = 0x10000000;
    static final long CLONE_NEWIPC = 0x8000000;
    static final long CLONE_NEWPID = 0x20000000;
    static final long CLONE_NEWNET = 0x40000000;

    static final int PR_SET_KEEPCAPS = 8;
    static final int PR_CAPBSET_DROP = 24;
    static final int PR_SET_NO_NEW_PRIVS = 38;

    static final long TIOCSCTTY = 0x540e;
    static final long TIOCSWINSZ = 0x5414;
    static final long TIOCSPTLCK = 0x40045431L;
    static final long TIOCGPTPEER = 0x5441;
    static final long SIOCSIFFLAGS = 0x8914;

    static final long DEVICE_NULL = 0x103; // 1:3
    static final long DEVICE_PTMX = 0x502; // 5:2

    private Kernel() {}

    static Arg number(long value) {
        return value == 0 ? Arg.ZERO : new Arg.Value(value);
    }

    static Arg text(String text) {
        return new Arg.Str(text);
    }

    static Arg mount(long flags) {
        return new Arg.Flags(flags, Flag.MOUNT);
    }

    static Arg attributes(long flags) {
        return new Arg.Flags(flags, Flag.MOUNT_ATTR);
    }

    static Arg open(long flags) {
        return new Arg.Flags(flags | O_CLOEXEC, Flag.OPEN);
    }

    static Arg openTree(long flags) {
        return new Arg.Flags(flags | O_CLOEXEC, Flag.OPEN_TREE);
    }

    static Arg mode(long bits) {
        return new Arg.Flags(bits, Flag.OCTAL);
    }
}
