package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Flag;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// `struct mount_attr` of mount_setattr(2).
final class MountAttributes {
    /// Its size in bytes.
    static final int SIZE = 32;

    private MountAttributes() {}

    /// @param propagation MS_PRIVATE, MS_SLAVE, MS_SHARED or 0 to leave it
    static byte[] bytes(long set, long clear, long propagation) {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(set).putLong(clear).putLong(propagation).putLong(0).array();
    }

    /// The same as an argument, with its own words for a printed plan.
    static Arg block(long set, long propagation) {
        String shown = "{set " + Flag.MOUNT_ATTR.show(set);
        if (propagation != 0) {
            shown += ", propagation " + Flag.MOUNT.show(propagation);
        }
        return new Arg.Block(bytes(set, 0, propagation), shown + "}");
    }
}
