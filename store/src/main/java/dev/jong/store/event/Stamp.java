package dev.jong.store.event;

/// Times as records begin with them, in UTC and of fixed width. By hand, since a short command pays for every class of
/// java.time.
final class Stamp {
    private static final long DAY = 86_400;

    /// Days from 0000-03-01 to 1970-01-01, and in 400 years: years that begin in March end with the day that some lack.
    private static final long SHIFT = 719_468;

    private static final long ERA = 146_097;

    private Stamp() {}

    /// Such as `2026-01-31T10:20:30.123456789Z`.
    ///
    /// @param time nanoseconds since 1970; earlier ones are taken for its beginning
    static String of(long time) {
        long nanoseconds = Math.max(0, time);
        long seconds = nanoseconds / 1_000_000_000;
        StringBuilder out = new StringBuilder(30);
        date(out, seconds / DAY);
        long rest = seconds % DAY;
        number(out.append('T'), rest / 3600, 2);
        number(out.append(':'), rest / 60 % 60, 2);
        number(out.append(':'), rest % 60, 2);
        number(out.append('.'), nanoseconds % 1_000_000_000, 9);
        return out.append('Z').toString();
    }

    private static void date(StringBuilder out, long days) {
        long shifted = days + SHIFT;
        long ofEra = shifted % ERA;
        long year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * year + year / 4 - year / 100);
        long month = (5 * ofYear + 2) / 153;
        long day = ofYear - (153 * month + 2) / 5 + 1;
        long usual = month < 10 ? month + 3 : month - 9;
        number(out, year + shifted / ERA * 400 + (usual <= 2 ? 1 : 0), 4);
        number(out.append('-'), usual, 2);
        number(out.append('-'), day, 2);
    }

    private static void number(StringBuilder out, long value, int width) {
        String digits = Long.toString(value);
        out.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
}
