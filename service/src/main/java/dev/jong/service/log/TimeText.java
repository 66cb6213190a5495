package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.image.change.GoDuration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// Times as users type them, in Docker's forms: `2026-01-31T10:20:30.5Z`, with another zone such as `+02:00` or with none
/// (then the user's own), shortened from the end down to the day; seconds since 1970 such as `1767225600.25`; or a
/// duration back from now such as `1h30m`.
public final class TimeText {
    /// Longer than any time, so that nothing long is looked at.
    private static final int LONGEST = 64;

    private static final int DATE = 10;

    private final String text;
    private int at;

    private TimeText(String text) {
        this.text = text;
    }

    /// Reads a time.
    ///
    /// @param option for the error, such as `--since`
    /// @param now where durations count from
    /// @param zone of times that name none
    /// @throws JongException INVALID_ARGUMENT for anything else
    public static Instant parse(String option, String text, Instant now, ZoneId zone) {
        try {
            if (!text.isEmpty() && text.length() <= LONGEST) {
                return read(text, now, zone);
            }
        } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException e) {
            throw invalid(option, text).causedBy(e);
        } catch (JongException e) {
            throw invalid(option, text).causedBy(e);
        }
        throw invalid(option, text);
    }

    private static Instant read(String text, Instant now, ZoneId zone) {
        if (text.length() >= DATE && text.charAt(4) == '-') {
            return new TimeText(text).stamp(zone);
        }
        char last = text.charAt(text.length() - 1);
        if (last >= 'a' && last <= 'z') {
            boolean ahead = text.charAt(0) == '-';
            long nanoseconds = GoDuration.nanoseconds(ahead ? text.substring(1) : text);
            return ahead ? now.plusNanos(nanoseconds) : now.minusNanos(nanoseconds);
        }
        return seconds(text);
    }

    private static Instant seconds(String text) {
        boolean negative = text.charAt(0) == '-';
        for (int i = negative ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                throw new DateTimeException("no number");
            }
        }
        try {
            BigDecimal number = new BigDecimal(text);
            BigDecimal whole = number.setScale(0, RoundingMode.FLOOR);
            long nanoseconds = number.subtract(whole).movePointRight(9).longValue();
            return Instant.ofEpochSecond(whole.longValueExact(), nanoseconds);
        } catch (NumberFormatException e) {
            throw new DateTimeException("no number", e);
        }
    }

    private Instant stamp(ZoneId zone) {
        LocalDate date = LocalDate.of(digits(4), after('-'), after('-'));
        LocalTime time = LocalTime.MIDNIGHT;
        if (isAt('T')) {
            int hour = after('T');
            int minute = isAt(':') ? after(':') : 0;
            int second = isAt(':') ? after(':') : 0;
            time = LocalTime.of(hour, minute, second, isAt('.') ? fraction() : 0);
        }
        ZoneId own = at == text.length() ? zone : offset();
        if (at != text.length()) {
            throw new DateTimeException("more than a time");
        }
        return ZonedDateTime.of(date, time, own).toInstant();
    }

    private ZoneOffset offset() {
        if (isAt('Z')) {
            at++;
            return ZoneOffset.UTC;
        }
        int sign = isAt('-') ? -1 : 1;
        int hours = after(sign < 0 ? '-' : '+');
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * after(':'));
    }

    /// Up to nine digits, as nanoseconds.
    private int fraction() {
        int from = ++at;
        int nanoseconds = 0;
        for (int place = 100_000_000; place > 0 && isDigit(); place /= 10) {
            nanoseconds += place * (text.charAt(at++) - '0');
        }
        if (at == from) {
            throw new DateTimeException("no fraction");
        }
        return nanoseconds;
    }

    private int after(char separator) {
        if (!isAt(separator)) {
            throw new DateTimeException("no " + separator);
        }
        at++;
        return digits(2);
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if (!isDigit()) {
                throw new DateTimeException("no digit");
            }
            value = 10 * value + text.charAt(at++) - '0';
        }
        return value;
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private static JongException invalid(String option, String text) {
        String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT,
                        "invalid value for \""
                                + option
                                + "\": \""
                                + Text.printable(shown)
                                + "\" is neither a time nor a duration")
                .hint("write 2026-01-31T10:20:30, 1767225600 or 10m");
    }
}
