package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.spec.ReadSpec;
import dev.jong.runtime.spec.Spec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// `ps`: containers with what they are doing, newest first.
public final class ListContainers {
    private static final List<String> KEYS =
            List.of(
                    "id",
                    "name",
                    "label",
                    "status",
                    "exited",
                    "ancestor",
                    "before",
                    "since",
                    "volume",
                    "network",
                    "publish",
                    "expose",
                    "health",
                    "is-task");
    private static final List<String> STATES =
            List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");
    private static final List<String> HEALTHS = List.of("none", "starting", "healthy", "unhealthy");

    private final Containers containers;
    private final Predicate<ContainerRecord> pauses;

    /// The containers of one store, none of which is paused.
    public ListContainers(Containers containers) {
        this(containers, record -> false);
    }

    /// @param pauses tells of a running container whether it is paused
    public ListContainers(Containers containers, Predicate<ContainerRecord> pauses) {
        this.containers = containers;
        this.pauses = pauses;
    }

    /// One container.
    ///
    /// @param paused it runs, and all its processes are frozen
    /// @param restarting it has ended and waits to be started again
    /// @param health as its checks found, when it is checked
    public record Row(
            ContainerRecord record,
            Status status,
            boolean paused,
            boolean restarting,
            Optional<Health> health) {
        /// Docker's word for what it is doing.
        public String state() {
            if (restarting) {
                return "restarting";
            }
            return paused ? "paused" : status.word();
        }
    }

    /// How a container is connected that runs.
    public Endpoints endpoints(ContainerRecord record) {
        return containers.connections(record.id());
    }

    /// Lists.
    ///
    /// @param all also those that do not run
    /// @param filters `KEY=VALUE` each, with Docker's keys. Values of one key are alternatives (labels are not: all must
    ///     fit)
    /// @param last show at most so many, in any state; 0 for no limit
    public List<Row> list(boolean all, List<String> filters, int last) {
        List<Row> rows = new ArrayList<>();
        boolean stateAsked = false;
        List<Filter> conditions = new ArrayList<>();
        for (String text : filters) {
            Filter filter = filter(text);
            conditions.add(filter);
            stateAsked |= filter.key().equals("status") || filter.key().equals("exited");
        }
        for (ContainerRecord record : containers.all()) {
            Status status = status(record);
            boolean runs = status instanceof Status.Running;
            Row row =
                    new Row(
                            record,
                            status,
                            runs && pauses.test(record),
                            status instanceof Status.Exited
                                    && Restarts.isWaiting(containers, record),
                            Health.of(containers, record, status));
            boolean shown = all || last > 0 || stateAsked || runs || row.restarting();
            if (shown && fits(row, conditions)) {
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

    /// A filter that was taken apart.
    ///
    /// @param names the names that one of the key `name` means
    private record Filter(String key, String value, Predicate<String> names) {}

    private boolean fits(Row row, List<Filter> filters) {
        for (Filter filter : filters) {
            if (!fits(row, filter)
                    && (filter.key().equals("label") || !another(row, filters, filter.key()))) {
                return false;
            }
        }
        return true;
    }

    private boolean another(Row row, List<Filter> filters, String key) {
        for (Filter filter : filters) {
            if (filter.key().equals(key) && fits(row, filter)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(Row row, Filter filter) {
        ContainerRecord record = row.record();
        String value = filter.value();
        return switch (filter.key()) {
            case "id" -> record.id().startsWith(value);
            case "name" -> filter.names().test(record.name());
            case "label" -> label(record, value);
            case "status" -> row.state().equals(value);
            case "exited" ->
                    row.status() instanceof Status.Exited exited
                            && Integer.toString(exited.code()).equals(value);
            case "ancestor" ->
                    record.image().equals(value)
                            || record.imageId().startsWith(value)
                            || record.imageId().startsWith("sha256:" + value);
            case "before" -> record.created() < containers.find(value).created();
            case "since" -> record.created() > containers.find(value).created();
            case "volume" -> mounts(record, value);
            case "network", "publish", "expose" ->
                    new NetworkFilter(containers).fits(record, filter.key(), value);
            case "health" -> value.equals(row.health().map(Health::status).orElse("none"));
            // There is no swarm.
            case "is-task" -> isFalse(value);
            default -> throw unknown(filter.key());
        };
    }

    /// Takes one apart. What can never fit is a mistake that would otherwise show as an empty list.
    private static Filter filter(String text) {
        String key = key(text);
        String value = text.substring(key.length() + 1);
        boolean right =
                switch (key) {
                    case "status" -> STATES.contains(value);
                    case "health" -> HEALTHS.contains(value);
                    case "is-task" -> isFalse(value) || value.equals("true") || value.equals("1");
                    case "exited" -> isNumber(value);
                    default -> true;
                };
        if (!KEYS.contains(key)) {
            throw unknown(key);
        }
        if (!right) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "invalid filter '" + Text.printable(text) + "'");
        }
        return new Filter(key, value, key.equals("name") ? NamePattern.of(value) : name -> false);
    }

    private static boolean isNumber(String value) {
        try {
            return Integer.parseInt(value) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isFalse(String value) {
        return value.equals("false") || value.equals("0");
    }

    /// Whether something is mounted from there or to there.
    private static boolean mounts(ContainerRecord record, String value) {
        if (record.isDamaged()) {
            return false;
        }
        if (record.volumes().contains(value)) {
            return true;
        }
        for (Spec.Mount mount : ReadSpec.read(record.spec()).mounts()) {
            if (mount.target().equals(value)
                    || mount instanceof Spec.Mount.Bind bind && bind.source().equals(value)) {
                return true;
            }
        }
        return false;
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
