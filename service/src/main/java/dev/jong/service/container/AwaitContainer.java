package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.log.RecordFeed;
import dev.jong.store.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `wait`: until a container is in one of some states.
public final class AwaitContainer {
    private final Containers containers;
    private final SignalContainer signals;
    private final Predicate<ContainerRecord> paused;

    /// @param signals wait for the end of a process
    /// @param paused tells of a running container whether it is paused
    public AwaitContainer(
            Containers containers, SignalContainer signals, Predicate<ContainerRecord> paused) {
        this.containers = containers;
        this.signals = signals;
        this.paused = paused;
    }

    /// What is waited for.
    public enum Condition {
        /// It does not run, whether it ever did or not. What is waited for when nothing is said.
        NOT_RUNNING,
        /// The run ends that goes on now, or the next one.
        NEXT_EXIT,
        /// It is gone.
        REMOVED,
        /// It was made and never started.
        CREATED,
        /// It runs and is not paused.
        RUNNING,
        /// It is paused.
        PAUSED,
        /// It has run and does not.
        EXITED,
        /// It is checked, and well.
        HEALTHY,
        /// It is checked, and not well.
        UNHEALTHY;

        private boolean isHealth() {
            return this == HEALTHY || this == UNHEALTHY;
        }

        /// A condition by one of its names in Docker or Podman.
        ///
        /// @throws JongException INVALID_ARGUMENT for another word
        public static Condition of(String word) {
            return switch (word) {
                case "not-running" -> NOT_RUNNING;
                case "next-exit" -> NEXT_EXIT;
                case "removed", "removing" -> REMOVED;
                case "created", "configured", "initialized" -> CREATED;
                case "running" -> RUNNING;
                case "paused" -> PAUSED;
                case "exited", "stopped" -> EXITED;
                case "healthy" -> HEALTHY;
                case "unhealthy" -> UNHEALTHY;
                default ->
                        throw JongException.of(
                                        ErrorKind.INVALID_ARGUMENT,
                                        "unknown condition \"" + Text.printable(word) + "\"")
                                .hint(
                                        "use not-running, next-exit, removed, created, running, paused, exited, stopped, healthy or unhealthy");
            };
        }
    }

    /// Waits.
    ///
    /// @param conditions one of them is enough; not empty
    /// @param pauseMillis between two looks
    /// @return the exit code of the last run; -1 when it has none
    /// @throws JongException PRECONDITION when a health is waited for that nobody looks after
    public int await(
            ContainerRecord record, Set<Condition> conditions, long pauseMillis, Front front) {
        checkHealth(record, conditions);
        Optional<String> before = ended(record);
        if (conditions.equals(Set.of(Condition.NOT_RUNNING))
                || conditions.equals(Set.of(Condition.NEXT_EXIT))
                        && containers.status(record) instanceof Status.Running) {
            return untilEnd(record, front);
        }
        int code = -1;
        while (true) {
            if (containers.load(record.id()).isEmpty()) {
                return code >= 0 ? code : told(record.id());
            }
            Status status = containers.status(record);
            code = status instanceof Status.Exited exited ? exited.code() : code;
            boolean ran = !ended(record).equals(before);
            for (Condition condition : conditions) {
                if (holds(condition, status, ran, record)) {
                    return status instanceof Status.Exited exited ? exited.code() : -1;
                }
            }
            if (isOver(record, status) && conditions.stream().allMatch(Condition::isHealth)) {
                return code;
            }
            pause(pauseMillis);
            front.out(new byte[0], 0, 0);
        }
    }

    /// Only one that runs is healthy or not, and nobody starts this one.
    private boolean isOver(ContainerRecord record, Status status) {
        return status instanceof Status.Exited exited
                && exited.known()
                && !Restarts.isExpected(containers, record, exited.code());
    }

    private static void checkHealth(ContainerRecord record, Set<Condition> conditions) {
        if (conditions.stream().anyMatch(Condition::isHealth)
                && HealthCheck.of(record.settings()).isEmpty()) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "container " + record.name() + " has no defined healthcheck")
                    .hint("jong run --health-cmd COMMAND gives it one");
        }
    }

    private boolean isIn(String health, Status status, ContainerRecord record) {
        return status instanceof Status.Running
                && Health.of(containers, record, status).orElseThrow().status().equals(health);
    }

    private int untilEnd(ContainerRecord record, Front front) {
        if (containers.status(record) instanceof Status.Created) {
            return 0;
        }
        int code = signals.await(record, front);
        return containers.load(record.id()).isPresent() ? code : told(record.id());
    }

    private boolean holds(Condition condition, Status status, boolean ran, ContainerRecord record) {
        return switch (condition) {
            case NOT_RUNNING -> !(status instanceof Status.Running) && isSettled(status);
            case NEXT_EXIT -> ran && status instanceof Status.Exited;
            case REMOVED -> false;
            case CREATED -> status instanceof Status.Created;
            case RUNNING -> status instanceof Status.Running && !paused.test(record);
            case PAUSED -> status instanceof Status.Running && paused.test(record);
            case EXITED -> status instanceof Status.Exited && isSettled(status);
            case HEALTHY -> isIn("healthy", status, record);
            case UNHEALTHY -> isIn("unhealthy", status, record);
        };
    }

    /// Whoever runs it writes down how it ended a moment after its end; without that nobody will.
    private static boolean isSettled(Status status) {
        return !(status instanceof Status.Exited exited) || exited.known();
    }

    private Optional<String> ended(ContainerRecord record) {
        String text = LifeStory.text(containers.folder(record.id()).exit());
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// What the journal says of the end of a container that is gone.
    private int told(String id) {
        List<String> codes = new ArrayList<>();
        RecordFeed.Sink sink =
                new RecordFeed.Sink() {
                    @Override
                    public void take(String stamp, byte[] text) {
                        if (Text.of(text).contains(id)) {
                            Event event = Event.parse(stamp, text);
                            if (event.id().equals(id) && event.action().equals("die")) {
                                codes.add(event.attributes().getOrDefault("exitCode", "0"));
                            }
                        }
                    }

                    @Override
                    public void gap() {
                        codes.clear();
                    }
                };
        try (RecordFeed feed = new RecordFeed(containers.story().journal().file(), sink)) {
            feed.read();
            return codes.isEmpty() ? 0 : Integer.parseInt(codes.getLast());
        } catch (NumberFormatException | JongException damaged) {
            return 0;
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "the command was interrupted").causedBy(e);
        }
    }
}
