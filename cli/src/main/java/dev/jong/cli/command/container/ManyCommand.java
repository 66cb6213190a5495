package dev.jong.cli.command.container;

import dev.jong.cli.command.Command;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.container.ListContainers;
import java.util.ArrayList;
import java.util.List;

/// Any command on containers with `--all` or `--filter`: it is given the whole ids of those, as if they had been typed.
/// Where there are none it has nothing to do.
public final class ManyCommand implements Command {
    private static final String STATUS = "status=";

    private final Command command;
    private final ListContainers listing;

    /// @param command what finds its containers in its arguments
    public ManyCommand(Command command, ListContainers listing) {
        this.command = command;
        this.listing = listing;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        if (!line.arguments().isEmpty() || line.latest()) {
            throw line.conflict("a choice of containers and a name", "leave one of them out");
        }
        List<String> filters = new ArrayList<>();
        line.all("filter").stream().map(OptionValue::text).forEach(filters::add);
        if (filters.stream().noneMatch(filter -> filter.startsWith(STATUS))) {
            states(line.path()).forEach(state -> filters.add(STATUS + state));
        }
        List<String> ids =
                listing.list(true, filters, 0).stream().map(row -> row.record().id()).toList();
        return ids.isEmpty() ? 0 : command.run(line.with(ids), front);
    }

    /// What containers must be doing that it can be done to; nothing for any.
    private static List<String> states(String path) {
        return switch (path) {
            case "container stop" -> List.of("running", "paused", "restarting");
            case "container kill" -> List.of("running", "paused");
            case "container pause" -> List.of("running");
            case "container unpause" -> List.of("paused");
            case "container start" -> List.of("created", "exited");
            default -> List.of();
        };
    }
}
