package dev.jong.service.log;

import dev.jong.base.Text;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as logs hold them.
final class LogStamp {
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private LogStamp() {}

    /// The 30 bytes of a time; of the first or last that can be written for one beyond.
    static byte[] of(Instant time) {
        Instant inside = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        LocalDateTime utc = LocalDateTime.ofInstant(inside, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(LogHeader.TIME);
        number(out, utc.getYear(), 4).append('-');
        number(out, utc.getMonthValue(), 2).append('-');
        number(out, utc.getDayOfMonth(), 2).append('T');
        number(out, utc.getHour(), 2).append(':');
        number(out, utc.getMinute(), 2).append(':');
        number(out, utc.getSecond(), 2).append('.');
        number(out, utc.getNano(), 9).append('Z');
        return Text.bytes(out.toString());
    }

    private static StringBuilder number(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        return out.repeat('0', width - digits.length()).append(digits);
    }
}
