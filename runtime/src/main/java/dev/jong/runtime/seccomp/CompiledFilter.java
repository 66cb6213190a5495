package dev.jong.runtime.seccomp;

/// A filter ready for seccomp(2). Immutable.
public final class CompiledFilter {
    private static final int INSTRUCTION_SIZE = 8;

    private final byte[] program;
    private final int flags;

    CompiledFilter(byte[] program, int flags) {
        this.program = program;
        this.flags = flags;
    }

    /// A copy of the program: an array of `struct sock_filter`, little-endian.
    public byte[] program() {
        return program.clone();
    }

    /// How many instructions the program has: `sock_fprog.len`.
    public int instructions() {
        return program.length / INSTRUCTION_SIZE;
    }

    /// SECCOMP_FILTER_FLAG bits for SECCOMP_SET_MODE_FILTER; 0 without wishes of the profile.
    public int flags() {
        return flags;
    }
}
