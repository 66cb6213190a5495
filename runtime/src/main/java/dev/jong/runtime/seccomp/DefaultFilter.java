package dev.jong.runtime.seccomp;

/// The default filter with the default capabilities, for every architecture. It stands in classes rather than in a
/// resource, because opening the first resource of a jar costs a cold JVM several milliseconds.
final class DefaultFilter {
    /// SYS_CHROOT is the only default capability that changes anything in the profile.
    static final long MASK = 0x40000;

    private DefaultFilter() {}

    /// The program: `struct sock_filter[]`, little-endian.
    static byte[] program(Architecture host) {
        return switch (host) {
            case X86_64 -> decode(DefaultFilterX86.PROGRAM);
            case AARCH64 -> decode(DefaultFilterArm.PROGRAM);
            case I386, ARM -> throw new IllegalArgumentException("no kernel of ours has this architecture: " + host);
        };
    }

    /// Decodes lower-case hexadecimal digits; line ends between bytes are skipped.
    private static byte[] decode(String hex) {
        byte[] out = new byte[hex.length() / 2];
        int length = 0;
        int at = 0;
        while (at < hex.length()) {
            if (hex.charAt(at) == '\n') {
                at++;
            } else {
                out[length++] = (byte) (digit(hex.charAt(at)) << 4 | digit(hex.charAt(at + 1)));
                at += 2;
            }
        }
        return java.util.Arrays.copyOf(out, length);
    }

    private static int digit(char c) {
        return c <= '9' ? c - '0' : c - 'a' + 10;
    }
}
