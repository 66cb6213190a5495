package dev.jong.cli.command.registry;

import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.cli.output.Column;
import dev.jong.cli.output.ListFormat;
import dev.jong.cli.run.NumberParser;
import dev.jong.image.registry.FoundRepository;
import dev.jong.image.registry.Registries;
import dev.jong.oci.Reference;
import dev.jong.service.container.Front;
import dev.jong.service.registry.ListTags;
import dev.jong.service.registry.SearchFilter;
import dev.jong.service.registry.SearchRegistry;
import dev.jong.service.registry.SearchRegistry.Query;
import java.util.ArrayList;
import java.util.List;

/// `jong search [HOST/]TERM`.
public final class SearchCommand implements Command {
    private static final int LIMIT = 25;
    private static final int MOST = 1000;
    private static final int DESCRIPTION = 45;
    private static final String HUB = "docker.io";

    private static final List<Column> FOUND =
            List.of(
                    Column.of("Name", "NAME"),
                    Column.of("Description", "DESCRIPTION"),
                    Column.of("StarCount", "STARS"),
                    Column.of("IsOfficial", "OFFICIAL"),
                    Column.onRequest("IsAutomated", "AUTOMATED"));
    private static final List<Column> TAGS =
            List.of(Column.of("Name", "NAME"), Column.of("Tag", "TAG"));

    private final ReachRegistries registries;

    public SearchCommand(ReachRegistries registries) {
        this.registries = registries;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<SearchFilter> filters =
                line.all("filter").stream().map(value -> SearchFilter.parse(value.text())).toList();
        int limit =
                line.value("limit")
                        .map(value -> (int) NumberParser.between(1, MOST, value))
                        .orElse(LIMIT);
        String term = line.arguments().getFirst();
        try (Registries reached = registries.reach(AccessArguments.of(line, front), front)) {
            boolean tags = line.flag("list-tags");
            List<Json.Obj> rows =
                    tags
                            ? tags(reached, Reference.parse(term), limit)
                            : found(reached, Query.parse(term), filters, limit, line);
            front.out(new ListFormat(tags ? TAGS : FOUND).print(rows, line.text("format")));
            return 0;
        }
    }

    private static List<Json.Obj> tags(Registries registries, Reference name, int limit) {
        List<Json.Obj> rows = new ArrayList<>();
        for (String tag : ListTags.run(registries, name, limit)) {
            rows.add(Json.object().put("Name", name.repository()).put("Tag", tag).build());
        }
        return rows;
    }

    private static List<Json.Obj> found(
            Registries registries,
            Query query,
            List<SearchFilter> filters,
            int limit,
            ParsedCommand line) {
        boolean json = line.text("format").equals("json");
        List<Json.Obj> rows = new ArrayList<>();
        for (FoundRepository one : SearchRegistry.run(registries, query, filters, limit)) {
            String host = query.registry().equals(HUB) ? "" : query.registry() + "/";
            rows.add(
                    Json.object()
                            .put("Name", host + one.name())
                            .put("Description", description(one, line.flag("no-trunc")))
                            .put("StarCount", Long.toString(one.stars()))
                            .put("IsOfficial", mark(one.official(), json))
                            .put("IsAutomated", mark(one.automated(), json))
                            .build());
        }
        return rows;
    }

    private static String description(FoundRepository one, boolean whole) {
        String line = one.description().replace('\n', ' ').replace('\r', ' ');
        if (whole || line.length() <= DESCRIPTION) {
            return line;
        }
        int end = DESCRIPTION - 1;
        while (end > 0 && (line.charAt(end) & 0xc0) == 0x80) {
            end--; // Not in the middle of a character.
        }
        return line.substring(0, end) + Text.utf8("\u2026");
    }

    /// As Docker shows it: a mark for people, a word for programs.
    private static String mark(boolean yes, boolean json) {
        if (json) {
            return yes ? "true" : "false";
        }
        return yes ? "[OK]" : "";
    }
}
