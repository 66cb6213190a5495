package dev.jong.service.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jong.service.container.BareFront;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.store.event.Event;
import dev.jong.store.event.EventJournal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowEventsTest {
    @TempDir Path folder;

    @Test
    void what_was_told_late_stands_where_it_happened() {
        Containers containers = containers();
        EventJournal journal = containers.story().journal();
        journal.append(at(2, "b"));
        journal.append(at(3, "c"));
        journal.append(at(1, "a"));
        List<String> ids = new ArrayList<>();
        show(containers, new Told(), event -> ids.add(event.id()), query(Instant.EPOCH, false));
        assertThat(ids).containsExactly("a", "b", "c");
        ids.clear();
        Instant second = Instant.ofEpochSecond(2);
        show(containers, new Told(), event -> ids.add(event.id()), query(second, false));
        assertThat(ids).containsExactly("b", "c");
    }

    @Test
    void what_was_told_twice_by_a_command_that_was_killed_is_shown_once() {
        Containers containers = containers();
        EventJournal journal = containers.story().journal();
        Event die = new Event(5, "container", "die", "a", Map.of("exitCode", "1"));
        journal.append(List.of(die, die));
        Event kill = new Event(5, "container", "kill", "a", Map.of());
        journal.append(List.of(kill, kill));
        List<String> actions = new ArrayList<>();
        show(
                containers,
                new Told(),
                event -> actions.add(event.action()),
                query(Instant.EPOCH, false));
        assertThat(actions).containsExactly("die", "kill", "kill");
    }

    @Test
    void X13_a_reader_that_is_so_slow_that_events_go_is_told() {
        Containers containers = containers();
        EventJournal journal = containers.story().journal();
        journal.append(at(1, "first"));
        Told front = new Told();
        assertThatThrownBy(() ->
                        show(
                                containers,
                                front,
                                event -> {
                                    if (event.id().equals("first")) {
                                        // Opened, and not read for a long time.
                                        flood(journal);
                                    }
                                },
                                query(Instant.EPOCH, true)))
                .isInstanceOf(Enough.class);
        assertThat(front.err).contains("events are missing here");
    }

    private static void flood(EventJournal journal) {
        Map<String, String> large = Map.of("label", "x".repeat(60_000));
        for (int i = 0; i < 300; i++) {
            journal.append(new Event(2, "container", "rename", "id" + i, large));
        }
    }

    private Containers containers() {
        return new Containers(dir(folder.resolve("store")), dir(folder.resolve("run")));
    }

    private static Path dir(Path path) {
        try {
            return java.nio.file.Files.createDirectories(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void show(
            Containers containers,
            Front front,
            java.util.function.Consumer<Event> print,
            EventQuery query) {
        new ShowEvents(containers, folder.resolve("run/c"), InstantSource.system())
                .show(query, front, print);
    }

    private static EventQuery query(Instant since, boolean follow) {
        return new EventQuery(Optional.of(since), Optional.empty(), follow, event -> true);
    }

    private static Event at(long second, String id) {
        return new Event(second * 1_000_000_000, "image", "tag", id, Map.of());
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /// A front that leaves when it is told something, or after a while.
    private static final class Told extends BareFront {
        private int probes;

        @Override
        public void out(String bytes) {
            if (probes++ > 100) {
                throw new AssertionError("nothing was said");
            }
        }

        @Override
        public void err(String bytes) {
            super.err(bytes);
            throw new Enough();
        }
    }
}
