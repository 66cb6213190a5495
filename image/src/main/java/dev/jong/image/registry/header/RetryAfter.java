package dev.jong.image.registry.header;

import dev.jong.image.registry.http.Headers;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The header that says when to come again (RFC 9110, section 10.2.3): seconds, or a date, which counts from the
/// answer's own `Date`, so that no two clocks are compared.
public final class RetryAfter {
    private static final long LONGEST_SECONDS = 365L * 24 * 3600;

    private RetryAfter() {}

    /// How long to wait: between nothing and a year.
    public static Optional<Duration> wait(Headers headers) {
        String value = headers.first("Retry-After").orElse("").strip();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (isNumber(value)) {
            long seconds = value.length() > 9 ? LONGEST_SECONDS : Long.parseLong(value);
            return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
        }
        Optional<ZonedDateTime> then = date(value);
        Optional<ZonedDateTime> now = date(headers.first("Date").orElse(""));
        if (then.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        long seconds = Duration.between(now.get(), then.get()).toSeconds();
        return Optional.of(Duration.ofSeconds(Math.clamp(seconds, 0, LONGEST_SECONDS)));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static Optional<ZonedDateTime> date(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
