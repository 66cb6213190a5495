package dev.jong.runtime.seccomp;

import dev.jong.base.Text;
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
        // An array and no calls: a cold JVM interprets this, for some thousand digits.
        byte[] digits = Text.bytes(hex);
        byte[] out = new byte[digits.length / 2];
        int length = 0;
        int at = 0;
        while (at < digits.length) {
            int high = digits[at++];
            if (high != '\n') {
                int low = digits[at++];
                high -= high <= '9' ? '0' : 'a' - 10;
                low -= low <= '9' ? '0' : 'a' - 10;
                out[length++] = (byte) (high << 4 | low);
            }
        }
        return Arrays.copyOf(out, length);
    }
}
