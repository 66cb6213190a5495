package dev.jong.service.why;

/// Sizes of memory in sentences.
final class Sizes {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private Sizes() {}

    /// With at most one digit behind the point: `64 MiB`, `1.5 GiB`.
    static String of(long bytes) {
        long tenths = 10 * Math.max(0, Math.min(bytes, Long.MAX_VALUE / 10));
        int unit = 0;
        while (tenths >= 10_240 && unit < UNITS.length - 1) {
            tenths = tenths / 1024;
            unit++;
        }
        String rest = tenths % 10 == 0 ? "" : "." + tenths % 10;
        return tenths / 10 + rest + " " + UNITS[unit];
    }
}
