package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `ps`: containers with what they are doing, newest first.
public final class ListContainers {
    private static final List<String> KEYS =
            List.of("id", "name", "label", "status", "exited", "ancestor", "before", "since");

    private final Containers containers;

    /// The containers of one store.
    public ListContainers(Containers containers) {
        this.containers = containers;
    }

    /// One container.
    public record Row(ContainerRecord record, Status status) {}

    /// Lists.
    ///
    /// @param all also those that do not run
    /// @param filters `KEY=VALUE` each: id, name, label, status, exited, ancestor, before, since. Values of one key
    ///     are alternatives (labels are not: all must fit)
    /// @param last show at most so many, in any state; 0 for no limit
    public List<Row> list(boolean all, List<String> filters, int last) {
        List<Row> rows = new ArrayList<>();
        boolean stateAsked = false;
        for (String filter : filters) {
            if (!KEYS.contains(key(filter))) {
                throw unknown(key(filter));
            }
            stateAsked |= filter.startsWith("status=") || filter.startsWith("exited=");
        }
        for (ContainerRecord record : containers.all()) {
            Row row = new Row(record, status(record));
            boolean shown = all || last > 0 || stateAsked || row.status() instanceof Status.Running;
            if (shown && fits(row, filters)) {
                rows.add(row);
            }
        }
        rows.sort(Comparator.comparingLong((Row row) -> row.record().created()).reversed());
        return last > 0 && rows.size() > last ? rows.subList(0, last) : rows;
    }

    /// One container whose files can't be read does not hide the others.
    private Status status(ContainerRecord record) {
        try {
            return containers.status(record);
        } catch (JongException e) {
            return new Status.Exited(255, 0, false, 0, false);
        }
    }

    private boolean fits(Row row, List<String> filters) {
        for (String filter : filters) {
            String key = key(filter);
            String value = filter.substring(key.length() + 1);
            if (!fits(row, key, value) && (key.equals("label") || !another(row, filters, key))) {
                return false;
            }
        }
        return true;
    }

    private boolean another(Row row, List<String> filters, String key) {
        for (String filter : filters) {
            if (filter.startsWith(key + "=")
                    && fits(row, key, filter.substring(key.length() + 1))) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(Row row, String key, String value) {
        ContainerRecord record = row.record();
        return switch (key) {
            case "id" -> record.id().startsWith(value);
            case "name" ->
                    record.name().contains(value.startsWith("/") ? value.substring(1) : value);
            case "label" -> label(record, value);
            case "status" -> row.status().word().equals(value);
            case "exited" ->
                    row.status() instanceof Status.Exited exited
                            && Integer.toString(exited.code()).equals(value);
            case "ancestor" ->
                    record.image().equals(value)
                            || record.imageId().startsWith(value)
                            || record.imageId().startsWith("sha256:" + value);
            case "before" -> record.created() < containers.find(value).created();
            case "since" -> record.created() > containers.find(value).created();
            default -> throw unknown(key);
        };
    }

    private static JongException unknown(String key) {
        return JongException.of(
                        ErrorKind.INVALID_ARGUMENT, "invalid filter '" + Text.printable(key) + "'")
                .hint("use one of " + String.join(", ", KEYS));
    }

    private static boolean label(ContainerRecord record, String value) {
        int equals = value.indexOf('=');
        String name = equals < 0 ? value : value.substring(0, equals);
        String held = record.labels().get(name);
        return held != null && (equals < 0 || held.equals(value.substring(equals + 1)));
    }

    private static String key(String filter) {
        int equals = filter.indexOf('=');
        if (equals <= 0) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT,
                    "invalid argument \""
                            + Text.printable(filter)
                            + "\" for --filter: bad format of filter (expected name=value)");
        }
        return filter.substring(0, equals);
    }
}
