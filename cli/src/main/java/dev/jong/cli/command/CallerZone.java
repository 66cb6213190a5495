package dev.jong.cli.command;

import dev.jong.service.container.Front;
import java.time.DateTimeException;
import java.time.ZoneId;

/// The time zone of whoever typed a command.
public final class CallerZone {
    private CallerZone() {}

    /// By `TZ`, else the host's.
    public static ZoneId of(Front front) {
        String name = front.caller().variable("TZ").orElse("");
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }
}
