package dev.jong.cli.command.system;

import dev.jong.cli.command.CallerZone;
import dev.jong.cli.command.Command;
import dev.jong.cli.command.TimeOption;
import dev.jong.cli.option.Filters;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.event.EventFilter;
import dev.jong.service.event.EventQuery;
import dev.jong.service.event.ShowEvents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;

/// `jong events`.
public final class EventsCommand implements Command {
    private final ShowEvents showing;
    private final InstantSource clock;

    /// @param showing the use case
    public EventsCommand(ShowEvents showing, InstantSource clock) {
        this.showing = showing;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        ZoneId zone = CallerZone.of(front);
        Optional<Instant> since = TimeOption.of(line, "since", clock, zone);
        Optional<Instant> until = TimeOption.of(line, "until", clock, zone);
        boolean follow = !line.text("stream").equals("false");
        // Without a beginning, what is asked for by its end is all that there was.
        Optional<Instant> from =
                since.isEmpty() && (until.isPresent() || !follow)
                        ? Optional.of(Instant.EPOCH)
                        : since;
        EventText text = new EventText(line.text("format"), zone);
        showing.show(
                new EventQuery(from, until, follow, filter(line)),
                front,
                event -> front.out(text.of(event)));
        return 0;
    }

    private static EventFilter filter(ParsedCommand line) {
        Filters filters = Filters.of(line, EventFilter.KEYS);
        EventFilter filter = new EventFilter();
        for (String key : EventFilter.KEYS) {
            for (OptionValue value : filters.of(key)) {
                filter.add(key, value.text());
            }
        }
        return filter;
    }
}
