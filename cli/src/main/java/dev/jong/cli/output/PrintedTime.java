package dev.jong.cli.output;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A time as Docker prints it in lists: `2023-11-14 22:13:20 +0000 UTC`.
public final class PrintedTime {
    private PrintedTime() {}

    /// The time in UTC, cut to seconds.
    public static String of(Instant time) {
        String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
        return text.replace('T', ' ').replace("Z", " +0000 UTC");
    }
}
