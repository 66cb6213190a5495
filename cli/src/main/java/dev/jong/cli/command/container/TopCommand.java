package dev.jong.cli.command.container;

import dev.jong.base.Text;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Width;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.live.ListProcesses;
import dev.jong.service.live.ProcessFacts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `jong top`: what `ps` would show of a container's processes, without a `ps` anywhere.
public final class TopCommand implements Command {
    /// Docker's widths.
    private static final int NARROWEST = 20;

    private static final int GAP = 3;

    private final Containers containers;
    private final ListProcesses listing;
    private final InstantSource clock;

    /// @param listing the use case
    public TopCommand(Containers containers, ListProcesses listing, InstantSource clock) {
        this.containers = containers;
        this.listing = listing;
        this.clock = clock;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<String> arguments = line.arguments();
        List<PsColumn> columns = PsOptions.parse(arguments.subList(1, arguments.size()));
        ListProcesses.Snapshot snapshot = listing.list(containers.find(arguments.getFirst()));
        Instant now = clock.instant();
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(PsColumn::header).toList());
        for (ProcessFacts process : snapshot.processes()) {
            rows.add(
                    columns.stream()
                            .map(column -> Text.printable(column.value(process, snapshot, now)))
                            .toList());
        }
        front.out(print(rows));
        return 0;
    }

    private static String print(List<List<String>> rows) {
        StringBuilder out = new StringBuilder();
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(widths[i], NARROWEST), Width.of(row.get(i)) + GAP);
            }
        }
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                out.append(row.get(i));
                if (i < columns - 1) {
                    out.repeat(' ', widths[i] - Width.of(row.get(i)));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }
}
