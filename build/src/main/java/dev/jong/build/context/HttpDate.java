package dev.jong.build.context;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/// Dates of HTTP headers (RFC 9110, 5.6.7), in the one form that servers still send.
final class HttpDate {
    private HttpDate() {}

    /// Seconds since 1970; -1 for what is no date.
    static long seconds(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
        } catch (DateTimeException e) {
            return -1;
        }
    }
}
