package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.base.json.Json;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.event.Event;
import dev.jong.store.event.EventJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells what containers went through. Nobody has to be there when one starts or ends: who runs it writes that down
/// beside the container anyway, with the time, and whoever looks next (a follower, or the next command about this
/// container) turns it into events, under the journal's lock. The container's file `told` says how far that has come, so
/// each is told once. So a `run` pays nothing for it
/// ([why](../../../../../../../../docs/decisions/0019-events-are-told-late.md)).
public final class LifeStory {
    private static final String TOLD = "told";
    private static final String CREATED = "created";
    private static final String STARTED = "started ";
    private static final String ENDED = "ended ";
    private static final String TYPE = "container";
    private static final int LONGEST = 4096;

    /// How long the one who runs a container may take from its end to the record of it.
    private static final long GRACE_NANOS = 2_000_000_000L;

    private final Containers containers;
    private final EventJournal journal;

    /// Since when nobody knows how a container ended. Guarded by the journal's lock.
    private final Map<String, Long> unknownSince = new LinkedHashMap<>();

    LifeStory(Containers containers, EventJournal journal) {
        this.containers = containers;
        this.journal = journal;
    }

    /// Where it is told.
    public EventJournal journal() {
        return journal;
    }

    /// Tells what a command does to a container, and before that what led up to it.
    ///
    /// @param more names and values of further attributes
    public void tell(ContainerRecord record, String action, String... more) {
        journal.locked(() -> {
            catchUp(record.id(), false);
            journal.append(Event.now(TYPE, action, record.id(), attributes(record, more)));
        });
    }

    /// Tells of something that was done to several.
    public void tellAll(String action, long reclaimed) {
        journal.append(Event.now(TYPE, action, "", Map.of("reclaimed", Long.toString(reclaimed))));
    }

    /// Tells all that is not told yet.
    public void catchUp() {
        // Before the lock: who lists containers first has those removed that wait for it, and that
        // is told, too.
        List<String> ids = containers.ids();
        journal.locked(() -> ids.forEach(id -> catchUp(id, false)));
    }

    /// The same for one of which the state is about to be forgotten, as it is started again.
    void catchUpWith(String id) {
        journal.locked(() -> catchUp(id, true));
    }

    /// Tells that a container goes, as long as its folder is there.
    void destroyed(String id) {
        Path folder = containers.folder(id).folder();
        if (!Files.exists(folder.resolve("container.json"))) {
            return; // Half of a container: nobody heard of it.
        }
        journal.locked(() -> {
            Optional<ContainerRecord> record = containers.load(id);
            if (record.isPresent()) {
                catchUp(id, true);
                unknownSince.remove(id);
                journal.append(Event.now(TYPE, "destroy", id, attributes(record.get())));
            }
        });
    }

    /// Tells the whole story of a container that ran in the foreground and goes with its end: nothing else is written
    /// down about it.
    void ran(NewContainer made, int code) {
        long end = Event.clock();
        journal.locked(() -> {
            Path told = containers.folder(made.id()).folder().resolve(TOLD);
            String known = text(told);
            Map<String, String> all = made.attributes();
            List<Event> events = new ArrayList<>();
            if (known.isEmpty()) {
                events.add(new Event(made.created(), TYPE, "create", made.id(), all));
                events.add(new Event(made.created(), TYPE, "attach", made.id(), all));
            }
            if (!known.startsWith(STARTED)) {
                events.add(new Event(made.created(), TYPE, "start", made.id(), all));
            }
            Map<String, String> ending = new LinkedHashMap<>();
            ending.put("exitCode", Integer.toString(code));
            ending.putAll(all);
            events.add(new Event(end, TYPE, "die", made.id(), ending));
            events.add(new Event(end, TYPE, "destroy", made.id(), all));
            journal.append(events);
        });
    }

    /// Whether anything was told of a container that is there.
    boolean isTold(String id) {
        return Files.exists(containers.folder(id).folder().resolve(TOLD));
    }

    /// Writes down that a container was made; one that is made and started at once is told of later.
    void created(String id) {
        journal.locked(() -> catchUp(id, false));
    }

    /// @param last whether what is not known now will never be
    private void catchUp(String id, boolean last) {
        ContainerFolder folder = containers.folder(id);
        Path file = folder.folder().resolve(TOLD);
        String told = text(file);
        String now = now(folder, last);
        if (now.isEmpty() || told.equals(now) || !told.isEmpty() && now.equals(CREATED)) {
            return;
        }
        Optional<ContainerRecord> record = containers.load(id);
        if (record.isEmpty()) {
            return;
        }
        LifeEvents events = new LifeEvents(record.get(), folder);
        if (told.isEmpty()) {
            events.created();
        }
        if (now.startsWith(STARTED)) {
            events.started(told.isEmpty());
        } else if (now.startsWith(ENDED)) {
            if (!told.startsWith(STARTED)) {
                events.started(told.isEmpty());
            }
            events.ended(now.substring(ENDED.length()));
        }
        try {
            journal.append(events.all());
            AtomicFile.writeVolatile(file, Text.bytes(now));
        } catch (IOException gone) {
            return;
        }
    }

    /// What a container is doing, in the words of `told`; empty when that is about to be known.
    private String now(ContainerFolder folder, boolean last) {
        return switch (ReadStatus.of(folder)) {
            case Status.Created _ -> CREATED;
            case Status.Running _ -> STARTED + text(folder.pid()).trim();
            case Status.Exited exited when exited.known() -> {
                unknownSince.remove(folder.id());
                yield ENDED + text(folder.exit()).trim();
            }
            case Status.Exited _ -> {
                long now = System.nanoTime();
                Long since = unknownSince.putIfAbsent(folder.id(), now);
                yield last || since != null && now - since > GRACE_NANOS
                        ? ENDED + "? " + identity(folder)
                        : "";
            }
        };
    }

    private static String identity(ContainerFolder folder) {
        String pid = text(folder.pid());
        return (pid.isEmpty() ? text(folder.folder().resolve("started")) : pid).trim();
    }

    static Map<String, String> attributes(ContainerRecord record, String... more) {
        return attributes(record.image(), record.name(), record.labels(), more);
    }

    /// What every event of a container says of it; labels never hide that.
    static Map<String, String> attributes(
            String image, String name, Map<String, String> labels, String... more) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i + 1 < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        all.putIfAbsent("image", image);
        all.putIfAbsent("name", name);
        labels.forEach(all::putIfAbsent);
        return all;
    }

    static String text(Path file) {
        try {
            return SmallFile.read(file, LONGEST).map(Text::of).orElse("");
        } catch (JongException unreadable) {
            return "";
        }
    }

    /// The volumes that a container mounts, as the record has them.
    static List<Json.Obj> volumes(ContainerRecord record) {
        List<Json.Obj> found = new ArrayList<>();
        for (Json.Obj mount : record.spec().objects("mounts")) {
            if (!mount.text("name").isEmpty()) {
                found.add(mount);
            }
        }
        return found;
    }
}
