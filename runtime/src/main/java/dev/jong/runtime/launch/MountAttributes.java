package dev.jong.runtime.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// `struct mount_attr` of mount_setattr(2): 32 bytes.
final class MountAttributes {
    private MountAttributes() {}

    /// @param propagation MS_PRIVATE, MS_SLAVE, MS_SHARED or 0 to leave it
    static byte[] bytes(long set, long clear, long propagation) {
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(set).putLong(clear).putLong(propagation).putLong(0).array();
    }
}
