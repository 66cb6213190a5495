package dev.jong.linux;

/// Changes the mode of a file that must not be opened, such as a device or a FIFO.
public final class NamedMode {
    private static final long FLAGS = OpenFlag.PATH | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;

    private NamedMode() {}

    /// Changes the mode of exactly the file that has this name now. The plain call would follow a symbolic
    /// link, and the one with a flag exists only from Linux 6.6 on.
    ///
    /// @return 0 or a negated error number
    public static int change(Syscalls kernel, int parent, String name, int mode) {
        int number = kernel.openat2(parent, name, FLAGS, 0, Syscalls.RESOLVE_BENEATH);
        if (number < 0) {
            return number;
        }
        try (Descriptor file = new Descriptor(kernel, number)) {
            return kernel.fchmodat(Syscalls.AT_FDCWD, "/proc/self/fd/" + file.number(), mode);
        }
    }
}
