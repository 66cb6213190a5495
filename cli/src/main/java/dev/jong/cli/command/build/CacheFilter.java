package dev.jong.cli.command.build;

import dev.jong.build.cache.CacheRow;
import dev.jong.cli.option.OptionValue;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.space.PruneFilters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The `--filter` options of `builder prune` and `builder du`; all must fit.
///
/// @param before only what was last used before
/// @param conditions on everything else
/// @param empty whether there are none
record CacheFilter(Instant before, List<Predicate<CacheRow>> conditions, boolean empty) {
    CacheFilter {
        conditions = List.copyOf(conditions);
    }

    /// Reads them.
    ///
    /// @throws dev.jong.base.JongException INVALID_ARGUMENT for a key that is not known or a value that cannot be
    static CacheFilter of(ParsedCommand line, InstantSource clock) {
        Instant before = Instant.MAX;
        List<Predicate<CacheRow>> conditions = new ArrayList<>();
        List<OptionValue> values = line.all("filter");
        for (OptionValue value : values) {
            int equals = value.text().indexOf('=');
            String key = equals < 0 ? value.text() : value.text().substring(0, equals);
            String wanted = equals < 0 ? "" : value.text().substring(equals + 1);
            if (key.equals("until") || key.equals("unused-for")) {
                Instant time =
                        PruneFilters.parse(List.of("until=" + wanted), clock).until().orElseThrow();
                before = time.isBefore(before) ? time : before;
            } else {
                conditions.add(condition(value, key, wanted));
            }
        }
        return new CacheFilter(before, conditions, values.isEmpty());
    }

    private static Predicate<CacheRow> condition(OptionValue value, String key, String wanted) {
        return switch (key) {
            case "id" -> row -> row.id().startsWith(wanted);
            case "type" -> row -> row.type().equals(wanted);
            case "description" -> row -> row.description().equals(wanted);
            case "parent", "parents" ->
                    row -> row.parents().stream().anyMatch(id -> id.startsWith(wanted));
            case "id~" -> matching(value, wanted, CacheRow::id);
            case "type~" -> matching(value, wanted, CacheRow::type);
            case "description~" -> matching(value, wanted, CacheRow::description);
            case "inuse" -> is(value, wanted, CacheRow::inUse);
            case "mutable" -> is(value, wanted, CacheRow::mutable);
            case "immutable" -> is(value, wanted, row -> !row.mutable());
            case "shared" -> is(value, wanted, CacheRow::shared);
            case "private" -> is(value, wanted, row -> !row.shared());
            default ->
                    throw value.invalid(
                            "no such filter",
                            "use until, id, type, description, parent, inuse, mutable, immutable,"
                                    + " shared or private");
        };
    }

    private static Predicate<CacheRow> is(
            OptionValue value, String wanted, Predicate<CacheRow> what) {
        return switch (wanted) {
            case "", "true", "1" -> what;
            case "false", "0" -> what.negate();
            default -> throw value.invalid("neither true nor false", "leave the value out");
        };
    }

    /// A text of a row.
    private interface Field {
        String of(CacheRow row);
    }

    private static Predicate<CacheRow> matching(OptionValue value, String wanted, Field field) {
        try {
            Pattern pattern = Pattern.compile(wanted);
            return row -> pattern.matcher(field.of(row)).find();
        } catch (PatternSyntaxException e) {
            throw value.invalid("not a regular expression", "write KEY=TEXT for a whole text")
                    .causedBy(e);
        }
    }

    /// Whether a row fits, but for when it was used.
    boolean fits(CacheRow row) {
        return conditions.stream().allMatch(condition -> condition.test(row));
    }

    /// Whether a row fits.
    boolean accepts(CacheRow row) {
        return row.touched().isBefore(before) && fits(row);
    }
}
