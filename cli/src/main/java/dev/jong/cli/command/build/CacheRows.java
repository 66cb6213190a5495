package dev.jong.cli.command.build;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.build.cache.CacheRow;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.HumanDuration;
import dev.jong.cli.output.HumanSize;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.output.PrintedTime;
import dev.jong.cli.output.Table;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What the build cache holds, as `buildx du` prints it.
final class CacheRows {
    private static final List<Column> COLUMNS =
            List.of(
                    Column.of("ID", "ID"),
                    Column.of("Reclaimable", "RECLAIMABLE"),
                    Column.of("Size", "SIZE"),
                    Column.of("LastUsedAt", "LAST ACCESSED"),
                    Column.onRequest("LastUsedSince", "LAST ACCESSED"),
                    Column.onRequest("CreatedAt", "CREATED AT"),
                    Column.onRequest("CreatedSince", "CREATED"),
                    Column.onRequest("Description", "DESCRIPTION"),
                    Column.onRequest("InUse", "IN USE"),
                    Column.onRequest("Mutable", "MUTABLE"),
                    Column.onRequest("Parents", "PARENTS"),
                    Column.onRequest("Shared", "SHARED"),
                    Column.onRequest("Type", "TYPE"),
                    Column.onRequest("UsageCount", "USAGE"));

    private final InstantSource clock;

    CacheRows(InstantSource clock) {
        this.clock = clock;
    }

    /// The table: `*` stands behind the id of what changes and the size of what images hold too.
    String table(List<CacheRow> rows) {
        Table table = new Table();
        table.row(List.of("ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED"));
        for (CacheRow row : rows) {
            table.row(
                    List.of(
                            row.id() + (row.mutable() ? "*" : ""),
                            Boolean.toString(row.reclaimable()),
                            HumanSize.of(row.bytes()) + (row.shared() ? "*" : ""),
                            row.lastUsed().map(this::since).orElse("")));
        }
        return table.print();
    }

    /// Everything about each.
    String details(List<CacheRow> rows) {
        StringBuilder out = new StringBuilder();
        for (CacheRow row : rows) {
            line(out, "ID:", row.id());
            if (!row.parents().isEmpty()) {
                out.append("Parents:\n");
                row.parents().forEach(id -> out.append(" - ").append(id).append('\n'));
            }
            line(out, "Created at:", PrintedTime.of(row.created()));
            line(out, "Mutable:", Boolean.toString(row.mutable()));
            line(out, "Reclaimable:", Boolean.toString(row.reclaimable()));
            line(out, "Shared:", Boolean.toString(row.shared()));
            line(out, "Size:", HumanSize.of(row.bytes()));
            line(out, "Description:", Text.printable(row.description()));
            line(out, "Usage count:", Long.toString(row.uses()));
            row.lastUsed().ifPresent(used -> line(out, "Last used:", since(used)));
            line(out, "Type:", row.type());
            out.append('\n');
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String key, String value) {
        out.append(key).append(" ".repeat(14 - key.length())).append(value).append('\n');
    }

    /// By a template, or as JSON.
    String format(List<CacheRow> rows, String format) {
        List<Json.Obj> all = new ArrayList<>();
        rows.forEach(row -> all.add(json(row)));
        return new ListFormat(COLUMNS).print(all, format);
    }

    private Json.Obj json(CacheRow row) {
        return Json.object()
                .put("CreatedAt", row.created().toString())
                .put("CreatedSince", since(row.created()))
                .put("Description", Text.printable(row.description()))
                .put("ID", row.id())
                .put("InUse", row.inUse())
                .put("LastUsedAt", row.lastUsed().map(Instant::toString).orElse(""))
                .put("LastUsedSince", row.lastUsed().map(this::since).orElse(""))
                .put("Mutable", row.mutable())
                .put("Parents", Json.of(row.parents()))
                .put("Reclaimable", row.reclaimable())
                .put("Shared", row.shared())
                .put("Size", HumanSize.of(row.bytes()))
                .put("Type", row.type())
                .put("UsageCount", row.uses())
                .build();
    }

    private String since(Instant time) {
        return HumanDuration.since(time, clock.instant());
    }
}
