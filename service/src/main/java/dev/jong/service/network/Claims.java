package dev.jong.service.network;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.network.address.Address;
import dev.jong.network.address.AddressRange;
import dev.jong.service.container.Containers;
import dev.jong.service.container.LiveProcess;
import dev.jong.service.container.Moment;
import dev.jong.store.disk.SmallFile;
import dev.jong.store.network.NetworkRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Who has which address of a network: a file each, made by whoever claims it, with the id of its
/// container and the process that claimed it: `ID PID`. The container's parent removes it at the end;
/// what a killed parent left is taken over by the next who needs it.
final class Claims {
    private static final long GRACE_MILLIS = 60_000;
    private static final int LONGEST = 128;

    /// Half a second.
    private static final int MOMENTS = 100;

    private static final Path SELF = Path.of("/proc/self");

    private final NetworkPlaces places;
    private final Containers containers;
    private final Predicate<String> ended;

    /// The address of each network that this engine gave last: one that has just come free is known to others still.
    private final Map<String, Address> last = new ConcurrentHashMap<>();

    Claims(NetworkPlaces places, Containers containers) {
        this(places, containers, container -> false);
    }

    /// @param ended sees to what a container left that leads to its addresses, if that is why they are kept; whether it was
    Claims(NetworkPlaces places, Containers containers, Predicate<String> ended) {
        this.places = places;
        this.containers = containers;
        this.ended = ended;
    }

    /// Claims the next address that is free.
    ///
    /// @throws JongException EXHAUSTED when all are taken
    Address next(NetworkRecord network, AddressRange range, String container) {
        String key = network.id() + range.subnet().version6();
        Address first = range.first(Set.of()).orElseThrow(() -> full(network, range));
        Address at = last.getOrDefault(key, range.subnet().base());
        Address begun = range.next(at, Set.of()).orElse(first);
        at = begun;
        do {
            if (claim(network, at, container)) {
                last.put(key, at);
                return at;
            }
            at = range.next(at, Set.of()).orElse(first);
        } while (!at.equals(begun));
        throw full(network, range);
    }

    /// Claims an address that was asked for.
    ///
    /// @throws JongException CONFLICT when it belongs to another container
    void one(NetworkRecord network, Address address, String container) {
        Path file = places.address(network.id(), address);
        boolean claimed = claim(network, address, container);
        // Of one that has ended it is given back in a moment.
        for (int i = 0; i < MOMENTS && !claimed && !isUsed(file); i++) {
            Moment.pass();
            claimed = claim(network, address, container);
        }
        if (!claimed) {
            String holder = holder(file).orElse("");
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "cannot give the container "
                                    + address
                                    + " in network "
                                    + network.name()
                                    + ": "
                                    + (holder.isEmpty() ? "it" : "container " + named(holder))
                                    + (holder.isEmpty() ? " is being given" : " has it"))
                    .hint("choose another --ip, or end that container");
        }
    }

    private boolean isUsed(Path file) {
        return holder(file).filter(containers::runs).isPresent();
    }

    /// What would be next; nothing is claimed.
    Address preview(NetworkRecord network, AddressRange range) {
        Address at =
                last.getOrDefault(network.id() + range.subnet().version6(), range.subnet().base());
        return range.next(at, Set.of()).orElseThrow(() -> full(network, range));
    }

    private boolean claim(NetworkRecord network, Address address, String container) {
        Path file = places.address(network.id(), address);
        if (make(file, container)) {
            return true;
        }
        Optional<String> holder = holder(file);
        boolean free =
                holder.isEmpty()
                        || holder.get().equals(container)
                        || ended.test(holder.get())
                        || isAbandoned(file, holder.get());
        return free && takeOver(file, container);
    }

    private static boolean make(Path file, String container) {
        try (OutputStream claim =
                Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(claim, container + " " + self(), file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (NoSuchFileException e) {
            return makeFolder(file) && make(file, container);
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot claim an address in "
                                    + file.getParent()
                                    + ": "
                                    + e.getMessage())
                    .causedBy(e);
        }
    }

    /// One that says nothing would be nobody's, and nobody would have the address.
    private static void write(OutputStream claim, String text, Path file) throws IOException {
        boolean written = false;
        try {
            claim.write(Text.bytes(text));
            written = true;
        } finally {
            if (!written) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean makeFolder(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return true;
        } catch (IOException e) {
            throw JongException.of(
                            ErrorKind.UNAVAILABLE,
                            "cannot make " + file.getParent() + ": " + e.getMessage())
                    .causedBy(e);
        }
    }

    /// Of several who take it over at once one makes the file.
    private static boolean takeOver(Path file, String container) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
        return make(file, container);
    }

    /// The container that has it, as its file says.
    Optional<String> holder(Path file) {
        return SmallFile.read(file, LONGEST).map(Text::of).map(text -> word(text, 0));
    }

    /// Nobody has the address of this file any more, whose holder was that container. One that was never written down is
    /// not launched when the engine is gone that began it.
    boolean isAbandoned(Path file, String container) {
        return isForgotten(file, container)
                || !containers.isAlive(container)
                        && containers.load(container).isEmpty()
                        && isGone(SmallFile.read(file, LONGEST).map(Text::of).orElse(""));
    }

    private static boolean isGone(String claim) {
        String process = word(claim, 1);
        return !process.isEmpty() && LiveProcess.isGone(process);
    }

    private static String word(String text, int place) {
        String[] words = text.split(" ");
        return place < words.length ? words[place] : "";
    }

    /// The number of this process.
    private static String self() throws IOException {
        return Text.of(Files.readSymbolicLink(SELF));
    }

    /// Its container does not run, and is not being launched.
    boolean isForgotten(Path file, String container) {
        return isOld(file) && !containers.isAlive(container);
    }

    /// Whoever made it has had time to go on.
    static boolean isOld(Path file) {
        try {
            return System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis()
                    > GRACE_MILLIS;
        } catch (IOException e) {
            return false;
        }
    }

    private String named(String id) {
        return containers
                .load(id)
                .map(record -> record.name())
                .orElse(id.substring(0, Math.min(NetworkPlaces.SHORT, id.length())));
    }

    private static JongException full(NetworkRecord network, AddressRange range) {
        return JongException.of(
                        ErrorKind.EXHAUSTED,
                        "all addresses of "
                                + range.range()
                                + " in network "
                                + network.name()
                                + " are taken")
                .hint("end containers, or make a network with a larger --subnet");
    }
}
