package dev.jong.service.event;

import dev.jong.base.JongException;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.LifeStory;
import dev.jong.service.log.FolderWatch;
import dev.jong.service.log.RecordFeed;
import dev.jong.store.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// `events`: what has happened, in the order of time, and then what happens, in the order of the journal, which is the
/// same for all who look. A reader that is slow reads later, out of the files; one that is so slow that they go is told
/// that something is missing (X13).
public final class ShowEvents {
    private static final String GAP =
            "events are missing here: they were removed faster than they were read";

    /// How many ends are remembered, so as not to show one twice.
    private static final int REMEMBERED = 4096;

    private final Containers containers;
    private final Path processes;
    private final InstantSource clock;

    /// @param processes the directory that changes when a container begins or ends
    public ShowEvents(Containers containers, Path processes, InstantSource clock) {
        this.containers = containers;
        this.processes = processes;
        this.clock = clock;
    }

    /// Shows them until the time is up or the front goes.
    ///
    /// @param print shows one event
    public void show(EventQuery query, Front front, Consumer<Event> print) {
        containers.prepare();
        LifeStory story = containers.story();
        Path folder = story.journal().folder();
        story.journal().locked(() -> {});
        if (!Files.isDirectory(folder)) {
            return; // The store can only be read, and nothing was ever told.
        }
        Instant began = clock.instant();
        Reader reader = new Reader(query, print, front, query.since().orElse(began));
        try (RecordFeed feed = new RecordFeed(story.journal().file(), reader)) {
            story.catchUp();
            feed.read();
            reader.showHistory();
            if (query.follow()) {
                follow(query, front, feed, story);
            }
        }
    }

    private void follow(EventQuery query, Front front, RecordFeed feed, LifeStory story) {
        Changes changes = new Changes();
        try (FolderWatch watch = FolderWatch.of(story.journal().folder(), processes)) {
            boolean last;
            do {
                // Looked at before reading: what happened until then is read below.
                last = query.until().isPresent() && clock.instant().isAfter(query.until().get());
                if (changes.any() || last) {
                    story.catchUp();
                }
                boolean found = feed.read();
                front.out(new byte[0], 0, 0);
                if (!last) {
                    watch.await(found);
                }
            } while (!last);
        }
    }

    /// Whether it is worth looking at all containers: one has begun, ended, come or gone. What may have come within the
    /// grain of the file system's clock counts as changed; and now and then one ends without a trace.
    private final class Changes {
        private static final long GRAIN_MILLIS = 50;
        private static final long ROUND_NANOS = 2_000_000_000L;

        private long seen;
        private long looked = System.nanoTime();

        boolean any() {
            long changed =
                    Math.max(
                            modified(processes),
                            modified(containers.store().resolve("containers")));
            boolean due = System.nanoTime() - looked > ROUND_NANOS;
            if (changed <= seen && clock.millis() - changed > GRAIN_MILLIS && !due) {
                return false;
            }
            seen = clock.millis() - changed > GRAIN_MILLIS ? changed : changed - 1;
            looked = System.nanoTime();
            return true;
        }

        private static long modified(Path path) {
            try {
                return Files.getLastModifiedTime(path).toMillis();
            } catch (IOException gone) {
                return 0;
            }
        }
    }

    /// Takes records: first for the history, which is then shown in the order of time, later as they come.
    private static final class Reader implements RecordFeed.Sink {
        private final EventQuery query;
        private final Consumer<Event> print;
        private final Front front;
        private final long since;
        private final long until;
        private final Set<String> known = new LinkedHashSet<>();
        private List<Event> history = new ArrayList<>();
        private boolean live;

        Reader(EventQuery query, Consumer<Event> print, Front front, Instant since) {
            this.query = query;
            this.print = print;
            this.front = front;
            this.since = nanoseconds(since);
            this.until = query.until().map(Reader::nanoseconds).orElse(Long.MAX_VALUE);
        }

        @Override
        public void take(String stamp, byte[] text) {
            Event event;
            try {
                event = Event.parse(stamp, text);
            } catch (JongException damaged) {
                return;
            }
            if (isAgain(event) || event.time() > until || !query.filter().test(event)) {
                return;
            }
            if (live) {
                print.accept(event);
            } else if (event.time() >= since) {
                history.add(event);
            }
        }

        /// Whoever told it was killed before that was written down, and somebody else told it once more.
        private boolean isAgain(Event event) {
            boolean once =
                    event.type().equals("container")
                            && switch (event.action()) {
                                case "create", "start", "die" -> true;
                                default -> false;
                            };
            if (!once) {
                return false;
            }
            if (known.size() >= REMEMBERED) {
                known.remove(known.iterator().next());
            }
            return !known.add(event.id() + event.action() + event.time());
        }

        @Override
        public void gap() {
            if (live) {
                front.tell(GAP, "");
            }
        }

        void showHistory() {
            history.sort(Comparator.comparingLong(Event::time));
            history.forEach(print);
            history = List.of();
            live = true;
        }

        private static long nanoseconds(Instant time) {
            long seconds =
                    Math.clamp(
                            time.getEpochSecond(), Long.MIN_VALUE / 2_000_000_000L, 9_000_000_000L);
            return seconds * 1_000_000_000L + time.getNano();
        }
    }
}
