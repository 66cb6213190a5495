package dev.jong.store.network;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The networks of one store: a file each, which appears and goes whole. Nothing is kept in memory. Without the foreign
/// function interface, because a `run` comes here.
public final class Networks {
    private static final String SUFFIX = ".json";
    private static final long GRACE_MILLIS = 60_000;
    private static final int LONGEST_RECORD = 1 << 20;

    private final Path store;
    private final Path files;
    private final InstantSource clock;
    private final WriterLock lock;

    /// @param store the store's directory
    public Networks(Path store, InstantSource clock) {
        this.store = store;
        this.files = store.resolve("networks");
        this.clock = clock;
        this.lock = new WriterLock(store.resolve("networks.lock"));
    }

    /// Lets nobody else make, change or remove a network, nor choose a subnet.
    public Hold lock() {
        return lock.acquire();
    }

    /// The networks whose records can be read, by name.
    public List<NetworkRecord> all() {
        List<NetworkRecord> found = new ArrayList<>();
        for (String name : names()) {
            read(name).ifPresent(found::add);
        }
        return found;
    }

    /// Names of the networks whose records can't be read.
    public List<String> damaged() {
        List<String> found = new ArrayList<>();
        for (String name : names()) {
            if (read(name).isEmpty() && Files.exists(file(name))) {
                found.add(name);
            }
        }
        return found;
    }

    /// The network of a name; empty when there is none.
    ///
    /// @throws JongException DATA_LOSS when its record is damaged
    public Optional<NetworkRecord> named(NetworkName name) {
        Optional<NetworkRecord> found = read(name.text());
        if (found.isEmpty() && Files.exists(file(name.text()))) {
            throw JongException.of(
                            ErrorKind.DATA_LOSS, "the record of network " + name + " is damaged")
                    .hint("jong network rm " + name + " removes it");
        }
        return found;
    }

    /// The network that a user means: by its name, else by its id or the beginning of it; empty when there is none.
    ///
    /// @throws JongException INVALID_ARGUMENT when several begin so, DATA_LOSS when its record is damaged
    public Optional<NetworkRecord> find(String text) {
        if (NetworkName.isName(text)) {
            Optional<NetworkRecord> named = named(new NetworkName(text));
            if (named.isPresent()) {
                return named;
            }
        }
        if (!NetworkJson.isHex(text)) {
            return Optional.empty();
        }
        List<NetworkRecord> matches = new ArrayList<>();
        for (NetworkRecord network : all()) {
            if (network.id().startsWith(text)) {
                matches.add(network);
            }
        }
        if (matches.size() > 1) {
            throw JongException.of(
                    ErrorKind.INVALID_ARGUMENT, "several networks begin with " + text);
        }
        return matches.isEmpty() ? Optional.empty() : Optional.of(matches.getFirst());
    }

    /// Writes a new network down. It is on the disk when this returns. The caller holds the lock.
    ///
    /// @throws JongException CONFLICT when there is one of that name, damaged or not
    public void create(NetworkRecord network) {
        NetworkName name = new NetworkName(network.name());
        if (Files.exists(file(name.text()))) {
            throw JongException.of(
                            ErrorKind.CONFLICT, "network with name " + name + " already exists")
                    .hint("choose another name, or remove it: jong network rm " + name);
        }
        write(network, "make the network ");
    }

    /// Writes a network down that has changed. The caller holds the lock.
    public void replace(NetworkRecord network) {
        write(network, "write the record of network ");
    }

    private void write(NetworkRecord network, String attempt) {
        String name = new NetworkName(network.name()).text();
        try {
            boolean fresh = !Files.isDirectory(files);
            PrivateDirectory.make(files);
            AtomicFile.write(file(name), NetworkJson.bytes(network));
            if (fresh) {
                AtomicFile.syncDirectory(store);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, attempt + name, store);
        }
    }

    /// Takes a network off the list. The caller holds the lock and knows that nobody uses it.
    public void remove(NetworkName name) {
        try {
            if (Files.deleteIfExists(file(name.text()))) {
                AtomicFile.syncDirectory(files);
            }
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove the network " + name, store);
        }
    }

    /// Removes what killed commands left half written.
    public void sweep() {
        for (String file : fileNames()) {
            Path path = files.resolve(file);
            try {
                if (file.startsWith(AtomicFile.TEMPORARY)
                        && clock.millis() - Files.getLastModifiedTime(path).toMillis()
                                > GRACE_MILLIS) {
                    Files.deleteIfExists(path);
                }
            } catch (NoSuchFileException gone) {
                continue; // Its writer lives.
            } catch (IOException e) {
                throw DiskFailure.of(e, "remove a half written network", path);
            }
        }
    }

    private Path file(String name) {
        return files.resolve(name + SUFFIX);
    }

    private Optional<NetworkRecord> read(String name) {
        try {
            Optional<byte[]> bytes = SmallFile.read(file(name), LONGEST_RECORD);
            return bytes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(NetworkJson.parse(name, bytes.get()));
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String file : fileNames()) {
            int length = file.length() - SUFFIX.length();
            if (file.endsWith(SUFFIX) && NetworkName.isName(file.substring(0, length))) {
                names.add(file.substring(0, length));
            }
        }
        names.sort(null);
        return names;
    }

    private List<String> fileNames() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
            for (Path path : all) {
                names.add(Text.of(path.getFileName()));
            }
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw DiskFailure.of(e, "list networks", store);
        }
        return names;
    }
}
