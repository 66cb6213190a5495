package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// `struct open_how` for openat2(2) below a directory that stands for the root: no link, no `..` and no magic link leads
/// out of it.
public final class InRootOpen {
    /// Bytes of the structure.
    public static final int SIZE = 24;

    private static final long RESOLVE = 0x12; // RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS

    private InRootOpen() {}

    /// The structure for flags of open(2); close-on-exec is added.
    public static Arg how(long flags) {
        byte[] how =
                ByteBuffer.allocate(SIZE)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(flags | Kernel.O_CLOEXEC)
                        .putLong(16, RESOLVE)
                        .array();
        return new Arg.Block(how, "{0x" + Long.toHexString(flags) + ", in the root}");
    }
}
