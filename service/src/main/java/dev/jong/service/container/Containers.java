package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.base.json.Json;
import dev.jong.oci.Digest;
import dev.jong.store.event.EventJournal;
import dev.jong.store.lease.Hold;
import dev.jong.store.network.Networks;
import dev.jong.store.snapshot.MountPoints;
import dev.jong.store.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The containers of one store, on disk. Nothing is kept in memory: whatever engine looks, sees the truth, and a
/// killed one took nothing along.
public final class Containers {
    /// Nobody else may enter.
    static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path store;
    private final Path runtime;
    private final ContainerNames names;
    private final StartLocks starting = new StartLocks(ContainerFolder::startLock);
    private final StartLocks connecting = new StartLocks(ContainerFolder::connectLock);
    private final EventJournal journal;
    private final RecordFiles records;
    private final ContainerTrash trash;
    private final EndpointFiles endpoints;
    private final PendingRemovals pending = new PendingRemovals();

    /// Guards what is made when it is first needed.
    private final Object madeLock = new Object();

    private @Nullable ContainerVolumes volumes;
    private @Nullable Networks networks;
    private @Nullable LifeStory story;
    private volatile boolean prepared;

    /// @param store the store's directory
    /// @param runtime the engine's runtime directory, `RUNDIR/HASH`
    public Containers(Path store, Path runtime) {
        this(store, runtime, new EventJournal(store));
    }

    /// The same, with the process's journal of this store.
    public Containers(Path store, Path runtime, EventJournal journal) {
        this.store = store;
        this.journal = journal;
        this.runtime = runtime;
        this.endpoints = new EndpointFiles(runtime);
        this.names = new ContainerNames(store);
        this.records = new RecordFiles(store, names, this::folder);
        this.trash = new ContainerTrash(store, names, this::volumes);
    }

    /// Whether a container runs, there or not.
    public boolean runs(String id) {
        return ContainerIds.isId(id) && ReadStatus.of(folder(id)) instanceof Status.Running;
    }

    /// Whether a container runs, or is just being started by somebody.
    public boolean isAlive(String id) {
        if (runs(id) || !ContainerIds.isId(id) || !Files.isDirectory(folder(id).folder())) {
            return runs(id);
        }
        Optional<StartLock> free = startLock(id);
        free.ifPresent(StartLock::close);
        // It may have come to run meanwhile.
        return free.isEmpty() || runs(id);
    }

    /// How a container is connected; [Endpoints#NONE] for one that does not run.
    public Endpoints connections(String id) {
        return runs(id) ? endpoints.of(id).orElse(Endpoints.NONE) : Endpoints.NONE;
    }

    /// How those that run are connected.
    public EndpointFiles endpoints() {
        return endpoints;
    }

    /// The store's directory.
    public Path store() {
        return store;
    }

    /// Which volumes they use. One for the process, as its lock is; not on the way of a `run` without volumes.
    public ContainerVolumes volumes() {
        synchronized (madeLock) {
            ContainerVolumes known = volumes;
            if (known == null) {
                known =
                        new ContainerVolumes(
                                store, new Volumes(store, InstantSource.system()), journal);
                volumes = known;
            }
            return known;
        }
    }

    /// The networks of the same store. One for the process, as its lock is.
    public Networks networks() {
        synchronized (madeLock) {
            Networks known = networks;
            if (known == null) {
                known = new Networks(store, InstantSource.system());
                networks = known;
            }
            return known;
        }
    }

    /// What they went through.
    public LifeStory story() {
        synchronized (madeLock) {
            LifeStory known = story;
            if (known == null) {
                known = new LifeStory(this, journal);
                story = known;
            }
            return known;
        }
    }

    /// Makes the directories that containers need; cheap when they are there.
    public void prepare() {
        if (prepared) {
            return;
        }
        try {
            for (String name : new String[] {"containers", "names", "mnt", "trash", "layers"}) {
                directory(store.resolve(name));
            }
            MountPoints.make(store);
            directory(runtime.resolve("c"));
            prepared = true;
        } catch (IOException e) {
            throw StoreFailure.of("make directories", store, e);
        }
    }

    /// The files of a container.
    public ContainerFolder folder(String id) {
        return new ContainerFolder(
                id, store.resolve("containers").resolve(id), runtime.resolve("c").resolve(id));
    }

    /// Lets nobody else start a container; empty when somebody else is at it.
    Optional<StartLock> startLock(String id) {
        return startLock(folder(id));
    }

    /// The same, wherever its folder is.
    Optional<StartLock> startLock(ContainerFolder folder) {
        return starting.take(folder);
    }

    /// The same, but gives whoever is at it some time.
    ///
    /// @param moments how often it is tried again, each a [Moment] later
    Optional<StartLock> startLock(String id, int moments) {
        Optional<StartLock> taken = startLock(id);
        for (int i = 0; i < moments && taken.isEmpty(); i++) {
            Moment.pass();
            taken = startLock(id);
        }
        return taken;
    }

    /// Keeps everybody from starting a container; empty when somebody is at it, or it runs.
    public Optional<Hold> holdStopped(String id) {
        return starting.take(folder(id)).map(lock -> lock::close);
    }

    /// Keeps everybody else from changing which networks it is connected to, whether it runs or not; empty when somebody is
    /// at it.
    public Optional<Hold> holdConnections(String id) {
        return connecting.take(folder(id)).map(lock -> lock::close);
    }

    /// Whether somebody starts it in this moment, or has it in the foreground.
    public boolean isBeingStarted(String id) {
        if (!Files.exists(folder(id).record())) {
            return false;
        }
        Optional<StartLock> lock = startLock(id);
        lock.ifPresent(StartLock::close);
        return lock.isEmpty();
    }

    /// Makes the folder and claims the name if one is wanted; the record comes with [#save].
    ///
    /// @param layers of the image, topmost first: the container's root directory gets the mode of the first's
    /// @return the name; empty when none was wanted, see [#name]
    String create(String id, Optional<String> wanted, List<Path> layers) {
        String name = "";
        try {
            Path folder = Files.createDirectory(folder(id).folder(), PRIVATE);
            if (wanted.isPresent()) {
                settle();
                names.claim(wanted.get(), id);
                name = wanted.get();
            }
            fill(folder, layers);
            return name;
        } catch (IOException e) {
            JongException error = StoreFailure.of("make the container", store, e);
            giveUp(id, name, error);
            throw error;
        } catch (JongException e) {
            giveUp(id, name, e);
            throw e;
        }
    }

    /// The directories of its files, in its folder.
    ///
    /// @param layers as [#create] takes them
    static void fill(Path folder, List<Path> layers) throws IOException {
        Files.createDirectory(folder.resolve("work"), PRIVATE);
        Path upper = Files.createDirectory(folder.resolve("upper"), PRIVATE);
        Files.setPosixFilePermissions(upper, rootMode(layers));
    }

    /// Claims a free name for a container that has its folder.
    ///
    /// @return the name
    String name(String id) {
        return names.claimAny(id);
    }

    /// Gives a container another name. Whoever is killed meanwhile leaves it with one of the two; the other goes with the
    /// next sweep.
    ///
    /// @throws JongException CONFLICT when somebody else has the name
    public void rename(ContainerRecord record, String to) {
        settle();
        story().created(record.id());
        names.claim(to, record.id());
        try {
            rewrite(record.id(), json -> json.with("name", Json.of(to)));
        } catch (JongException e) {
            names.release(to, record.id());
            throw e;
        }
        names.release(record.name(), record.id());
        endpoints.rename(record.id(), to, this::runs);
        story().tell(record, "rename", "oldName", record.name(), "name", to);
    }

    /// Changes a record. What this version does not know stays in it.
    public void rewrite(String id, UnaryOperator<Json.Obj> change) {
        records.rewrite(id, change);
    }

    /// Half of a container is none: on a full disk the folder may be there and what belongs into it not.
    private void giveUp(String id, String name, JongException cause) {
        try {
            remove(id, name);
        } catch (JongException e) {
            cause.addSuppressed(e);
        }
    }

    /// Writes a record; durable unless nothing of the container is to outlive its run.
    void save(String id, byte[] record, boolean discard) {
        records.save(id, record, discard);
    }

    /// The record of a container; empty when it is gone or damaged. A record that says to be somebody else's is
    /// damaged: believing it would start or remove another container.
    public Optional<ContainerRecord> load(String id) {
        return records.load(id);
    }

    /// Ids of all containers, in no order.
    public List<String> ids() {
        settle();
        return records.ids();
    }

    /// All records; those that can't be read with what is known without them.
    public List<ContainerRecord> all() {
        List<ContainerRecord> records = new ArrayList<>();
        for (String id : ids()) {
            known(id).ifPresent(records::add);
        }
        return records;
    }

    /// What containers need of the store's content, so that nobody may remove it: ids of their images and diffIDs of
    /// their layers.
    public Set<Digest> usedImages() {
        return UsedContent.of(all(), store);
    }

    /// Finds a container by name, id, or unique beginning of an id.
    ///
    /// @throws JongException NOT_FOUND, or INVALID_ARGUMENT when several match
    public ContainerRecord find(String text) {
        settle();
        return new FindContainer(this, names).find(text);
    }

    /// The record, or what stands for a damaged one; empty when there is none at all.
    Optional<ContainerRecord> known(String id) {
        return records.known(id);
    }

    /// What stands for a container that was never finished: somebody is at it, or was killed.
    Optional<ContainerRecord> halfMade(String id, String name) {
        return records.halfMade(id, name);
    }

    /// What a container is doing.
    public Status status(ContainerRecord record) {
        return ReadStatus.of(folder(record.id()));
    }

    /// Removes every trace, anonymous volumes too. The name is free and the container is off the list when this returns;
    /// its files go first out of the way, then away.
    void remove(String id, String name) {
        story().destroyed(id);
        trash.takeWithVolumes(folder(id), name);
    }

    /// The same, but leaves its anonymous volumes to whoever looks for them.
    void removeButVolumes(String id, String name) {
        story().destroyed(id);
        trash.take(folder(id), name);
    }

    /// Has a container removed that ran to its end, by [#settle] or by whoever looks for containers first.
    void removeLater(NewContainer ended, int code) {
        pending.add(() -> {
            try (ended) {
                story().ran(ended, code);
                trash.takeWithVolumes(folder(ended.id()), ended.name());
            }
        });
    }

    /// Removes what waits for it.
    void settle() {
        pending.settle();
    }

    /// Deletes what [#remove] put out of the way; safe at any time, from any engine.
    public void emptyTrash() {
        trash.empty();
    }

    /// An overlay shows the writable layer's own directory as the root.
    private static Set<PosixFilePermission> rootMode(List<Path> layers) throws IOException {
        return layers.isEmpty()
                ? PosixFilePermissions.fromString("rwxr-xr-x")
                : Files.getPosixFilePermissions(layers.getFirst());
    }

    private static void directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, PRIVATE);
        }
    }
}
