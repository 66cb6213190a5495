package dev.jong.runtime.seccomp;

import java.util.Arrays;
import java.util.Optional;

/// Filters compiled from the default profile when Jong was built, for common sets of capabilities. They stand in
/// classes rather than in resources, because opening the first resource of a jar costs a cold JVM several
/// milliseconds.
final class DefaultFilter {
    private DefaultFilter() {}

    /// The program for a kernel and a mask out of [DefaultProfile#CAPABILITIES]: `struct sock_filter[]`,
    /// little-endian; empty when this combination was not compiled.
    static Optional<byte[]> program(Architecture host, long mask) {
        String hex =
                switch (host) {
                    case X86_64 -> DefaultFilterX86.hex(mask);
                    case AARCH64 -> DefaultFilterArm.hex(mask);
                    case I386, ARM -> "";
                };
        return hex.isEmpty() ? Optional.empty() : Optional.of(decode(hex));
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
        return Arrays.copyOf(out, length);
    }

    private static int digit(char c) {
        return c <= '9' ? c - '0' : c - 'a' + 10;
    }
}
