package dev.jong.linux;

/// Paths of sockets, for which the kernel's address has little room: unix(7).
public final class SocketPath {
    /// Bytes of the longest one; its address has one more, which ends it.
    private static final int LONGEST = 107;

    private SocketPath() {}

    /// Whether the kernel knows sockets with such a path.
    ///
    /// @param path a byte string
    public static boolean fits(String path) {
        return path.length() <= LONGEST;
    }
}
