package dev.jong.store.layer;

import java.time.Instant;

/// Numbers as tar stores them: octal digits, base-256 (GNU, for what octal can't hold) and, in PAX records,
/// decimal with fractions.
final class TarNumbers {
    /// The times that ext4 can store; others are moved to the nearer end, so that a tree comes out the same on
    /// every file system.
    static final long EARLIEST = -(1L << 31);

    static final long LATEST = 15_032_385_535L;

    private TarNumbers() {}

    /// A header field that can't be negative.
    static long unsigned(byte[] block, int from, int length, String what) {
        long value = signed(block, from, length, what);
        if (value < 0) {
            throw LayerErrors.malformed("negative " + what);
        }
        return value;
    }

    /// A header field; only base-256 can make it negative.
    static long signed(byte[] block, int from, int length, String what) {
        return (block[from] & 0x80) != 0
                ? base256(block, from, length, what)
                : octal(block, from, length, what);
    }

    private static long octal(byte[] block, int from, int length, String what) {
        int end = from + length;
        int at = from;
        while (at < end && (block[at] == ' ' || block[at] == 0)) {
            at++;
        }
        // Twelve digits of three bits can't overflow.
        long value = 0;
        for (; at < end && block[at] >= '0' && block[at] <= '7'; at++) {
            value = value << 3 | block[at] - '0';
        }
        for (; at < end; at++) {
            if (block[at] != ' ' && block[at] != 0) {
                throw LayerErrors.malformed("the " + what + " of a member is not a number");
            }
        }
        return value;
    }

    /// Two's complement, big-endian; the uppermost bit of the first byte is only the mark.
    private static long base256(byte[] block, int from, int length, String what) {
        boolean negative = (block[from] & 0x40) != 0;
        long value = negative ? -1 : 0;
        for (int i = from; i < from + length; i++) {
            int next =
                    i == from
                            ? (negative ? block[i] | 0x80 : block[i] & 0x7f) & 0xff
                            : block[i] & 0xff;
            long sign = value >> 55;
            if (sign != 0 && sign != -1) {
                throw LayerErrors.malformed("the " + what + " of a member is out of range");
            }
            value = value << 8 | next;
        }
        return value;
    }

    /// A decimal number of a PAX record.
    static long decimal(String text, String what) {
        if (text.isEmpty() || text.length() > 19) {
            throw LayerErrors.malformed("the " + what + " of a member is out of range");
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw LayerErrors.malformed("the " + what + " of a member is not a number");
            }
            value = value * 10 + (c - '0');
        }
        if (value < 0) {
            throw LayerErrors.malformed("the " + what + " of a member is out of range");
        }
        return value;
    }

    /// A time of a PAX record: seconds with an optional sign and fraction, clamped to [#EARLIEST] and
    /// [#LATEST]. Digits below nanoseconds are cut.
    static Instant time(String text) {
        boolean negative = text.startsWith("-");
        String number = negative ? text.substring(1) : text;
        int point = number.indexOf('.');
        String whole = point < 0 ? number : number.substring(0, point);
        String fraction = point < 0 ? "" : number.substring(point + 1);
        // Beyond 18 digits every value is clamped anyway.
        long seconds =
                whole.length() > 18
                        ? Long.MAX_VALUE
                        : decimal(whole.isEmpty() ? "0" : whole, "time");
        long nanoseconds = nanoseconds(fraction);
        if (negative) {
            seconds = nanoseconds == 0 ? -seconds : -seconds - 1;
            nanoseconds = nanoseconds == 0 ? 0 : 1_000_000_000 - nanoseconds;
        }
        return time(seconds, nanoseconds);
    }

    private static long nanoseconds(String fraction) {
        String nine = (fraction.length() > 9 ? fraction.substring(0, 9) : fraction) + "000000000";
        return decimal(nine.substring(0, 9), "time");
    }

    /// A clamped time.
    static Instant time(long seconds, long nanoseconds) {
        if (seconds < EARLIEST) {
            return Instant.ofEpochSecond(EARLIEST);
        }
        return seconds > LATEST
                ? Instant.ofEpochSecond(LATEST)
                : Instant.ofEpochSecond(seconds, nanoseconds);
    }
}
