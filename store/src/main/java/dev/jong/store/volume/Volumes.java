package dev.jong.store.volume;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The volumes of one store: a folder each, with the record and the data. A volume appears whole and goes whole, by one
/// rename; nothing is kept in memory. Without the foreign function interface, because a `run` with a volume comes here.
public final class Volumes {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// What the names of unfinished folders begin with: no name of a volume does.
    private static final String UNFINISHED = ".new-";

    private static final long GRACE_MILLIS = 60_000;
    private static final int LONGEST_RECORD = 1 << 20;

    private final Path store;
    private final Path folders;
    private final InstantSource clock;
    private final WriterLock lock;

    /// @param store the store's directory
    public Volumes(Path store, InstantSource clock) {
        this.store = store;
        this.folders = store.resolve("volumes");
        this.clock = clock;
        this.lock = new WriterLock(store.resolve("volumes.lock"));
    }

    /// Lets nobody else say that a volume is used, or remove one.
    public Hold lock() {
        return lock.acquire();
    }

    /// The files of a volume, which need not exist.
    public VolumeFolder folder(VolumeName name) {
        return new VolumeFolder(folders.resolve(name.text()));
    }

    /// A volume; empty when there is none of that name.
    public Optional<Volume> find(VolumeName name) {
        VolumeFolder folder = folder(name);
        if (!Files.isDirectory(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    SmallFile.read(folder.record(), LONGEST_RECORD)
                            .map(bytes -> Volume.parse(name, bytes))
                            .orElseGet(() -> Volume.unreadable(name, folder.changed())));
        } catch (JongException damaged) {
            return Optional.of(Volume.unreadable(name, folder.changed()));
        }
    }

    /// All volumes by name.
    public List<Volume> all() {
        List<Volume> found = new ArrayList<>();
        for (String name : names()) {
            if (VolumeName.isName(name)) {
                find(new VolumeName(name)).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(volume -> volume.name().text()));
        return found;
    }

    /// Makes a volume unless there is one of that name. It is on the disk when this returns.
    ///
    /// @return what there is then
    public Volume create(VolumeName name, Map<String, String> labels) {
        return create(name, Volume.Wish.labelled(labels), true);
    }

    /// The same for a volume that need not outlive a power cut.
    ///
    /// @param durable whether to wait for the disk
    public Volume create(VolumeName name, Volume.Wish wish, boolean durable) {
        Optional<Volume> there = find(name);
        if (there.isPresent()) {
            return there.get();
        }
        Volume fresh = Volume.fresh(name, nanoseconds(), wish);
        try {
            PrivateDirectory.make(folders);
            Path making = Files.createTempDirectory(folders, UNFINISHED, PRIVATE);
            try {
                write(new VolumeFolder(making), fresh, durable);
                return publish(making, fresh, durable);
            } catch (IOException e) {
                discard(making, e);
                throw e;
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "make the volume " + name, store);
        }
    }

    private static void write(VolumeFolder folder, Volume fresh, boolean durable)
            throws IOException {
        // Without it, nothing is ever written in place of what could not be mounted.
        if (fresh.options().isEmpty()) {
            Files.createDirectory(folder.data(), PRIVATE);
            Files.setPosixFilePermissions(
                    folder.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        if (durable) {
            AtomicFile.write(folder.record(), fresh.bytes());
        } else {
            AtomicFile.writeVolatile(folder.record(), fresh.bytes());
        }
    }

    /// A folder with something in it is never replaced: who comes second takes what the first has made.
    private Volume publish(Path making, Volume fresh, boolean durable) throws IOException {
        Path folder = folder(fresh.name()).path();
        try {
            Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Optional<Volume> first = find(fresh.name());
            if (first.isEmpty()) {
                throw e;
            }
            TreeRemover.remove(making);
            return first.get();
        }
        if (durable) {
            AtomicFile.syncDirectory(folders);
            AtomicFile.syncDirectory(store);
        }
        return fresh;
    }

    /// Notes that nothing is to be copied into a volume any more.
    void markFilled(Volume volume, boolean durable) {
        Path record = folder(volume.name()).record();
        try {
            if (durable) {
                AtomicFile.write(record, volume.full().bytes());
            } else {
                AtomicFile.writeVolatile(record, volume.full().bytes());
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "write the record of volume " + volume.name(), store);
        }
    }

    /// Takes a volume off the list; its data is deleted with the store's trash. The caller holds the lock and knows that
    /// nobody uses it.
    public void remove(VolumeName name) {
        Path trash = store.resolve("trash");
        try {
            PrivateDirectory.make(trash);
            Path away = trash.resolve("volume-" + name + "-" + System.nanoTime());
            Files.move(folder(name).path(), away, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncDirectory(folders);
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the volume " + name, store);
        }
    }

    /// Removes what killed commands left half made.
    public void sweep() {
        for (String name : names()) {
            Path folder = folders.resolve(name);
            if (name.startsWith(UNFINISHED)
                    && clock.millis() - new VolumeFolder(folder).changed() / 1_000_000
                            > GRACE_MILLIS) {
                try {
                    TreeRemover.remove(folder);
                } catch (IOException e) {
                    throw DiskFailure.of(e, "remove a half made volume", folder);
                }
            }
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folders)) {
            all.forEach(path -> names.add(Text.of(path.getFileName())));
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list volumes", store);
        }
        return names;
    }

    private static void discard(Path making, IOException cause) {
        try {
            TreeRemover.remove(making);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private long nanoseconds() {
        java.time.Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }
}
