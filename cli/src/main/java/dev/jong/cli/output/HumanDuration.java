package dev.jong.cli.output;

import java.time.Duration;
import java.time.Instant;

/// Durations as lists show them: one unit, rounded: `2 hours`, `About a minute`, `3 weeks`.
public final class HumanDuration {
    private HumanDuration() {}

    /// A duration; a negative one, which a clock that was set back makes, counts as none.
    public static String of(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds == 1) {
            return "1 second";
        }
        if (seconds < 60) {
            return seconds + " seconds";
        }
        long minutes = seconds / 60;
        if (minutes == 1) {
            return "About a minute";
        }
        if (minutes < 60) {
            return minutes + " minutes";
        }
        long hours = (seconds + 1800) / 3600;
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 48) {
            return hours + " hours";
        }
        return days(hours / 24, seconds);
    }

    private static String days(long days, long seconds) {
        if (days < 14) {
            return days + " days";
        }
        if (days < 60) {
            return days / 7 + " weeks";
        }
        if (days < 730) {
            return days / 30 + " months";
        }
        return seconds / 3600 / 24 / 365 + " years";
    }

    /// How long ago something was: `2 hours ago`.
    public static String since(Instant then, Instant now) {
        return of(Duration.between(then, now)) + " ago";
    }
}
