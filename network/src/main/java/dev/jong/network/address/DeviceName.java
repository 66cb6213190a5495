package dev.jong.network.address;

/// The grammar of names of network devices, narrower than the kernel's: they stand in rules and in paths of `/sys`.
public final class DeviceName {
    /// The kernel's limit (`IFNAMSIZ`) without the byte at the end.
    public static final int LONGEST = 15;

    private DeviceName() {}

    /// Whether a device may have this name: a letter or digit, then letters, digits, `_`, `.` and `-`.
    public static boolean isName(String text) {
        boolean fits =
                !text.isEmpty() && text.length() <= LONGEST && isLetterOrDigit(text.charAt(0));
        for (int i = 1; fits && i < text.length(); i++) {
            char c = text.charAt(i);
            fits = isLetterOrDigit(c) || c == '_' || c == '.' || c == '-';
        }
        // The kernel uses these two for all devices and for those to come.
        return fits && !text.equals("all") && !text.equals("default");
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
