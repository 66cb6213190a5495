package dev.jong.runtime.seccomp;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;

/// The first two numbers of a kernel's release, which is what profiles compare.
public record KernelVersion(int major, int minor) {
    /// Reads a release such as `6.18.5-amd64`, or a `minKernel` such as `4.8`.
    ///
    /// @throws JongException INVALID_ARGUMENT when it does not begin with two numbers
    public static KernelVersion parse(String release) {
        int dot = release.indexOf('.');
        int end = dot + 1;
        while (end < release.length() && isDigit(release.charAt(end))) {
            end++;
        }
        try {
            return new KernelVersion(
                    Integer.parseInt(release.substring(0, Math.max(dot, 0))),
                    Integer.parseInt(release.substring(dot + 1, end)));
        } catch (NumberFormatException e) {
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "\"" + Text.printable(release) + "\" is not a kernel version")
                    .causedBy(e);
        }
    }

    /// True for the same version and every later one.
    public boolean isAtLeast(KernelVersion other) {
        return major > other.major || major == other.major && minor >= other.minor;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
