package dev.jong.cli.command.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.cli.command.CallerZone;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.TimeOption;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.LogOptions;
import dev.jong.service.log.LogQuery;
import dev.jong.service.log.ShowLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/// `jong logs`.
public final class LogsCommand implements Command {
    private final Containers containers;
    private final ShowLog showing;
    private final InstantSource clock;

    /// @param showing the use case
    public LogsCommand(Containers containers, ShowLog showing, InstantSource clock) {
        this.containers = containers;
        this.showing = showing;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ZoneId zone = CallerZone.of(front);
        // What is wrong with an option is said whether or not there is such a container.
        Optional<Instant> since = TimeOption.of(line, "since", clock, zone);
        Optional<Instant> until = TimeOption.of(line, "until", clock, zone);
        long tail = tail(line);
        ContainerRecord record = containers.find(line.arguments().getFirst());
        refuseUnkept(record);
        showing.show(
                record,
                new LogQuery(
                        since,
                        until,
                        tail,
                        line.flag("follow"),
                        line.flag("timestamps"),
                        line.flag("details") ? LogDetails.of(record) : ""),
                front);
        return 0;
    }

    private static void refuseUnkept(ContainerRecord record) {
        Optional<LogOptions> options = LogOptions.of(record.settings());
        if (options.isPresent() && !options.get().isKept()) {
            throw JongException.of(
                    ErrorKind.UNSUPPORTED,
                    "container "
                            + record.name()
                            + " keeps no log: it was made with --log-driver none");
        }
    }

    /// As with Docker a negative number means all.
    private static long tail(ParsedCommand line) {
        String text = line.text("tail");
        if (text.isEmpty() || text.equals("all")) {
            return -1;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
            throw JongException.of(
                            ErrorKind.INVALID_ARGUMENT,
                            "invalid argument \""
                                    + Text.printable(shown)
                                    + "\" for --tail: not a number of lines")
                    .hint("write a number, or all")
                    .causedBy(e);
        }
    }
}
