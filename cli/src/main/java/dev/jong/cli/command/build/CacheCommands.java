package dev.jong.cli.command.build;

import dev.jong.build.cache.CacheRow;
import dev.jong.build.cache.CacheUse;
import dev.jong.build.cache.PruneCache;
import dev.jong.cli.command.system.Confirmation;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.Table;
import dev.jong.cli.run.SizeParser;
import dev.jong.service.container.Front;
import java.time.InstantSource;
import java.util.List;

/// `jong builder prune` and `jong builder du`.
public final class CacheCommands {
    private final PruneCache pruning;
    private final CacheUse use;
    private final InstantSource clock;

    public CacheCommands(PruneCache pruning, CacheUse use, InstantSource clock) {
        this.pruning = pruning;
        this.use = use;
        this.clock = clock;
    }

    /// `builder prune`.
    public int prune(ParsedCommand line, Front front) {
        CacheFilter filter = CacheFilter.of(line, clock);
        boolean all = line.flag("all");
        PruneCache.Wishes wishes =
                new PruneCache.Wishes(
                        all,
                        filter::fits,
                        filter.before(),
                        size(line, "keep-storage"),
                        size(line, "reserved-space"),
                        size(line, "min-free-space"));
        String what = all ? "all build cache" : "all dangling build cache";
        if (!Confirmation.given(line, front, "This will remove " + what + ".\n")) {
            return 0;
        }
        PruneCache.Pruned pruned = pruning.run(wishes);
        if (!pruned.rows().isEmpty()) {
            front.out(print(pruned.rows(), line));
        }
        Table total = new Table();
        total.row(List.of("Total:", HumanSize.of(pruned.bytes())));
        front.out(total.print());
        return 0;
    }

    private static long size(ParsedCommand line, String option) {
        return line.value(option).map(SizeParser::parse).orElse(0L);
    }

    /// `builder du`.
    public int use(ParsedCommand line, Front front) {
        CacheFilter filter = CacheFilter.of(line, clock);
        List<CacheRow> rows = use.rows().stream().filter(filter::accepts).toList();
        String format = line.text("format");
        if (!format.isEmpty() && !format.equals("table")) {
            if (line.flag("verbose")) {
                throw line.conflict("--verbose is a format of its own", "leave one of them out");
            }
            front.out(new CacheRows(clock).format(rows, format));
            return 0;
        }
        front.out(print(rows, line) + (filter.empty() ? totals(rows) : ""));
        return 0;
    }

    private String print(List<CacheRow> rows, ParsedCommand line) {
        CacheRows printing = new CacheRows(clock);
        return line.flag("verbose") ? printing.details(rows) : printing.table(rows);
    }

    private static String totals(List<CacheRow> rows) {
        long shared = 0;
        long total = 0;
        long reclaimable = 0;
        for (CacheRow row : rows) {
            shared += row.shared() ? row.bytes() : 0;
            reclaimable += row.reclaimable() ? row.bytes() : 0;
            total += row.bytes();
        }
        Table out = new Table();
        if (shared > 0) {
            out.row(List.of("Shared:", HumanSize.of(shared)));
            out.row(List.of("Private:", HumanSize.of(total - shared)));
        }
        out.row(List.of("Reclaimable:", HumanSize.of(reclaimable)));
        out.row(List.of("Total:", HumanSize.of(total)));
        return out.print();
    }
}
