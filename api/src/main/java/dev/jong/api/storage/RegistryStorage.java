package dev.jong.api.storage;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.oci.Digest;
import dev.jong.store.content.ContentStore;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.disk.Staging;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.Leases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The directory of a registry server:
///
/// - `version`, the number of this layout;
/// - `blobs/ALGORITHM/HEX`, content, stored once, as in an OCI image layout;
/// - `repositories/NAME/`, what each repository has, see [Repository];
/// - `uploads/ID/`, uploads that are not finished, see [Uploads];
/// - `tmp/`, what is being written; `lease.lock`.
///
/// Any number of servers and collections may use one directory at the same time. There is nothing in memory that is
/// not on disk.
public final class RegistryStorage implements AutoCloseable {
    private static final String VERSION = "1";
    private static final Set<String> PARTS =
            Set.of("blobs", "repositories", "uploads", "tmp", "lost+found");
    private static final Set<String> NOTES = Set.of("lease.lock", Leases.WANTED);

    private final Path root;
    private final Staging staging;
    private final ContentStore content;
    private final Leases leases;

    private RegistryStorage(Path root) {
        this.root = root;
        this.staging = new Staging(root.resolve("tmp"));
        this.content = new ContentStore(root.resolve("blobs"), staging);
        this.leases = new Leases(root);
    }

    /// Opens a storage, and makes it where there is nothing yet.
    ///
    /// @throws JongException PRECONDITION when the directory belongs to something else, or to a later version
    public static RegistryStorage open(Path root) {
        Folders.make(root);
        Optional<byte[]> version = SmallFile.read(root.resolve("version"), 64);
        if (version.isEmpty()) {
            make(root);
        } else if (!Text.of(version.get()).equals(VERSION + "\n")) {
            throw JongException.of(
                            ErrorKind.PRECONDITION,
                            "the registry storage "
                                    + shown(root)
                                    + " has the layout "
                                    + Text.printable(Text.of(version.get()).strip())
                                    + ", this jong knows "
                                    + VERSION)
                    .hint("use the version of jong that made it, or a later one");
        }
        return new RegistryStorage(root);
    }

    /// Content of all repositories. To be shown only through a repository that has it.
    public ContentStore content() {
        return content;
    }

    /// A repository, whether it exists or not.
    public Repository repository(RepositoryName name) {
        return new Repository(root.resolve("repositories").resolve(name.directory()), name);
    }

    /// All repositories, sorted. One whose record is damaged is left out.
    public List<Repository> repositories() {
        List<RepositoryName> names = new ArrayList<>();
        for (String directory : Folders.names(root.resolve("repositories"))) {
            try {
                Repository.nameOf(root.resolve("repositories").resolve(directory))
                        .filter(name -> name.directory().equals(directory))
                        .ifPresent(names::add);
            } catch (JongException e) {
                continue;
            }
        }
        names.sort(null);
        return names.stream().map(this::repository).toList();
    }

    /// Does a short piece of work that changes repositories, while no collection runs.
    public <T> T change(Supplier<T> work) {
        try (Hold _ = leases.share()) {
            return work.get();
        }
    }

    /// Stores a document under a digest that has been checked; durable when this returns.
    public void store(Digest digest, byte[] document) {
        Path file = unfinished();
        try {
            try (FileChannel channel = create(file)) {
                ByteBuffer bytes = ByteBuffer.wrap(document);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            content.adopt(file, digest);
        } catch (IOException e) {
            throw DiskFailure.of(e, "store a manifest", file);
        } finally {
            discard(file);
        }
    }

    /// A path for something unfinished, at which nothing exists yet; what is left there by a killed server is swept.
    public Path unfinished() {
        return staging.file();
    }

    /// Makes a new file, to be written and read.
    public FileChannel create(Path file) {
        try {
            return FileChannel.open(
                    file,
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a file", file);
        }
    }

    /// Removes an unfinished file, if it is still there.
    public void discard(Path file) {
        Folders.discard(file);
    }

    Leases leases() {
        return leases;
    }

    Path uploads() {
        return root.resolve("uploads");
    }

    /// The server's end.
    @Override
    public void close() {
        staging.close();
    }

    private static void make(Path root) {
        for (String name : Folders.names(root)) {
            if (!PARTS.contains(name) && !NOTES.contains(name)) {
                throw JongException.of(
                                ErrorKind.PRECONDITION,
                                "the directory "
                                        + shown(root)
                                        + " is not empty and no registry storage")
                        .hint("give --storage an empty or a new directory");
            }
        }
        for (String part :
                List.of("blobs/sha256", "blobs/sha512", "repositories", "uploads", "tmp")) {
            Folders.make(root.resolve(part));
        }
        restrict(root);
        Folders.write(root.resolve("version"), Text.bytes(VERSION + "\n"));
    }

    private static void restrict(Path root) {
        try {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw DiskFailure.of(e, "keep other users out of the storage", root);
        }
    }

    private static String shown(Path path) {
        return Text.printable(Text.of(path));
    }
}
