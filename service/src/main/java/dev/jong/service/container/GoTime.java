package dev.jong.service.container;

/// Durations as Docker prints them: `1m30s`, `1.5s`, `500ms`.
final class GoTime {
    private static final long SECOND = 1_000_000_000L;

    private GoTime() {}

    static String of(long nanoseconds) {
        if (nanoseconds < SECOND) {
            return decimal(nanoseconds, 1_000_000) + "ms";
        }
        long minutes = nanoseconds / (60 * SECOND);
        String seconds = decimal(nanoseconds % (60 * SECOND), SECOND) + "s";
        String rest = minutes == 0 ? seconds : minutes % 60 + "m" + seconds;
        return minutes < 60 ? rest : minutes / 60 + "h" + rest;
    }

    private static String decimal(long value, long unit) {
        String fraction = Long.toString(unit + value % unit).substring(1);
        int end = fraction.length();
        while (end > 0 && fraction.charAt(end - 1) == '0') {
            end--;
        }
        return value / unit + (end == 0 ? "" : "." + fraction.substring(0, end));
    }
}
