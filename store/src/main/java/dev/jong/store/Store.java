package dev.jong.store;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.disk.Staging;
import dev.jong.store.event.EventJournal;
import dev.jong.store.lease.Leases;
import dev.jong.store.lease.WriterLock;
import dev.jong.store.partial.Origins;
import dev.jong.store.partial.UnfinishedPulls;
import dev.jong.store.reference.References;
import dev.jong.store.usage.LineFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// One store, opened. Its directory has mode 0700 and holds
///
/// | name | what |
/// | --- | --- |
/// | `version` | the layout's number and a newline; written last when a store is made |
/// | `images/` | an OCI image layout: `oci-layout`, `index.json` (derived), `blobs/` |
/// | `refs/` | one record for each name of an image: the truth |
/// | `layers/` | unpacked layers |
/// | `containers/` | one directory for each container |
/// | `tmp/` | unfinished files, swept when their engine is gone |
/// | `partial/` | blobs that were fetched in part, and notes of unfinished pulls; made by the first pull |
/// | `store.lock`, `lease.lock` | locks between engines |
///
/// Any number of engines may use a store at once. A store on a read-only file system can be listed and read.
public final class Store implements AutoCloseable {
    /// The layout this engine writes and the newest it reads.
    public static final int VERSION = 1;

    private final Path root;
    private final InstantSource clock;
    private final Staging staging;
    private final ContentStore content;
    private final References references;
    private final Leases leases;
    private final EventJournal events;
    private final LineFile stepUses;

    private Store(Path root, InstantSource clock, EventJournal events) {
        this.events = events;
        this.root = root;
        this.clock = clock;
        this.staging = new Staging(temporary());
        this.content = new ContentStore(root.resolve("images/blobs"), staging);
        this.references =
                new References(
                        root.resolve("refs"),
                        root.resolve("images"),
                        new WriterLock(root.resolve("store.lock")),
                        clock);
        this.leases = new Leases(root);
        this.stepUses = new LineFile(root.resolve("build/uses"));
    }

    /// Opens the store at a directory, making it when the directory is missing or empty. A process opens a store
    /// once: the kernel's locks are per process, and two of these would not see each other's.
    ///
    /// @param clock dates the references
    /// @throws JongException PRECONDITION when the directory holds something else or a newer store (which is left
    ///     untouched), PERMISSION_DENIED when it belongs to another user
    public static Store open(Path root, InstantSource clock) {
        return open(root, clock, new EventJournal(root));
    }

    /// The same, with the process's journal of this store.
    public static Store open(Path root, InstantSource clock, EventJournal events) {
        Optional<byte[]> version = SmallFile.read(root.resolve("version"), 32);
        if (version.isPresent()) {
            checkVersion(root, Text.of(version.get()));
            StoreDirectory.restrict(root);
        } else {
            StoreDirectory.create(root);
        }
        return new Store(root, clock, events);
    }

    /// Ends the use of the store by this engine: nothing empty stays behind.
    @Override
    public void close() {
        staging.close();
    }

    /// Removes unfinished files of engines that are gone.
    public void sweepUnfinished() {
        staging.sweepGone();
    }

    /// The store's directory.
    public Path root() {
        return root;
    }

    /// The OCI image layout.
    public Path layout() {
        return root.resolve("images");
    }

    /// Unpacked layers.
    public Path layers() {
        return root.resolve("layers");
    }

    /// One directory for each container.
    public Path containers() {
        return root.resolve("containers");
    }

    /// Unfinished files.
    public Path temporary() {
        return root.resolve("tmp");
    }

    /// Blobs that were fetched in part.
    public Path partial() {
        return root.resolve("partial");
    }

    /// Notes of pulls that did not come to their end.
    public UnfinishedPulls unfinishedPulls() {
        return new UnfinishedPulls(partial(), clock);
    }

    /// Where images were pulled from.
    public Origins origins() {
        return new Origins(partial());
    }

    /// The blobs.
    public ContentStore content() {
        return content;
    }

    /// The names.
    public References references() {
        return references;
    }

    /// What has happened.
    public EventJournal events() {
        return events;
    }

    /// How often cached steps of builds were used. Here, as its lock belongs to the process and builds come at once.
    public LineFile stepUses() {
        return stepUses;
    }

    /// Leases against collection.
    public Leases leases() {
        return leases;
    }

    private static void checkVersion(Path root, String text) {
        int number = number(text);
        if (number == 0) {
            throw JongException.of(
                    ErrorKind.DATA_LOSS,
                    "the file version of the store " + printable(root) + " is damaged");
        }
        if (number > VERSION) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "the store "
                                    + printable(root)
                                    + " has layout "
                                    + number
                                    + ", this jong knows up to "
                                    + VERSION)
                    .hint("use the jong that wrote it, or another --root");
        }
    }

    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 8) {
                return 0;
            }
            value = value * 10 + c - '0';
        }
        return text.endsWith("\n") ? value : 0;
    }

    private static String printable(Path path) {
        return Text.printable(Text.of(path));
    }
}
