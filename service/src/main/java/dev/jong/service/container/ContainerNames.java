package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Names of containers: one file each, `STORE/names/NAME`, holding the id. Making the file claims the name, so
/// two commands, or two engines, never both get it.
final class ContainerNames {
    private static final String[] FIRST = {
        "able",
        "brave",
        "bright",
        "calm",
        "clear",
        "deep",
        "early",
        "eastern",
        "fair",
        "fast",
        "free",
        "gentle",
        "golden",
        "grand",
        "great",
        "high",
        "keen",
        "kind",
        "late",
        "light",
        "long",
        "lucky",
        "merry",
        "mild",
        "new",
        "noble",
        "northern",
        "open",
        "proud",
        "quick",
        "quiet",
        "ready",
        "round",
        "royal",
        "silver",
        "southern",
        "steady",
        "strong",
        "sunny",
        "swift",
        "tall",
        "trusty",
        "warm",
        "western",
        "white",
        "wide",
        "wise",
        "young"
    };
    private static final String[] SECOND = {
        "anchor",
        "barge",
        "bay",
        "beacon",
        "bow",
        "breeze",
        "bridge",
        "buoy",
        "cabin",
        "canoe",
        "cape",
        "cargo",
        "clipper",
        "coast",
        "compass",
        "coral",
        "crane",
        "current",
        "deck",
        "delta",
        "dhow",
        "dock",
        "dolphin",
        "ferry",
        "gull",
        "harbour",
        "helm",
        "heron",
        "hull",
        "island",
        "jetty",
        "junk",
        "kayak",
        "keel",
        "lagoon",
        "lantern",
        "mast",
        "monsoon",
        "oar",
        "pearl",
        "pilot",
        "port",
        "prow",
        "quay",
        "raft",
        "reef",
        "rudder",
        "sail",
        "schooner",
        "shore",
        "sloop",
        "strait",
        "tern",
        "tide",
        "trader",
        "voyage",
        "wave",
        "wharf",
        "wind",
        "yawl"
    };

    private static final int LOOKS = 100;
    private static final long PAUSE_NANOS = 10_000_000;

    private final Path directory;

    ContainerNames(Path store) {
        this.directory = store.resolve("names");
    }

    /// Claims a name that the user chose.
    ///
    /// @throws JongException CONFLICT when another container has it
    void claim(String name, String id) {
        if (!tryClaim(name, id) && !(isAbandoned(name) && takeOver(name, id))) {
            String holder = holder(name).orElse("");
            String shown =
                    holder.length() < 12
                            ? "another container"
                            : "container " + holder.substring(0, 12);
            throw JongException.of(
                            ErrorKind.CONFLICT,
                            "the container name \"" + name + "\" is already in use by " + shown)
                    .hint("jong rm " + name + " frees it, or choose another name");
        }
    }

    /// A name whose container has no folder belongs to somebody who is about to make it, which takes a moment, or was
    /// killed before that or while removing the container.
    private boolean isAbandoned(String name) {
        for (int look = 0; look < LOOKS; look++) {
            if (holder(name).filter(this::hasFolder).isPresent()) {
                return false;
            }
            if (!Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private boolean hasFolder(String id) {
        return Files.exists(directory.resolveSibling("containers").resolve(id));
    }

    private boolean takeOver(String name, String id) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw failed(name, e);
        }
        return tryClaim(name, id);
    }

    /// Claims a name that nobody has, derived from the id.
    String claimAny(String id) {
        int seed = Integer.parseInt(id.substring(0, 7), 16);
        String base =
                FIRST[seed % FIRST.length] + "_" + SECOND[seed / FIRST.length % SECOND.length];
        if (tryClaim(base, id)) {
            return base;
        }
        String longer = base + "_" + id.substring(0, 8);
        claim(longer, id);
        return longer;
    }

    /// The id that a name stands for; empty when nobody has it, or when its file is damaged.
    Optional<String> holder(String name) {
        try {
            return Optional.of(Text.of(Files.readAllBytes(directory.resolve(name))))
                    .filter(ContainerIds::isId);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /// The name that stands for an id; empty when there is none. Looks through all of them.
    String nameOf(String id) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path name : all) {
                if (holder(Text.of(name.getFileName())).filter(id::equals).isPresent()) {
                    return Text.of(name.getFileName());
                }
            }
            return "";
        } catch (IOException | DirectoryIteratorException | JongException e) {
            return "";
        }
    }

    /// Gives a name back, if that container has it.
    void release(String name, String id) {
        if (name.isEmpty()) {
            return;
        }
        try {
            if (holder(name).filter(id::equals).isPresent()) {
                Files.deleteIfExists(directory.resolve(name));
            }
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private boolean tryClaim(String name, String id) {
        Path file = directory.resolve(name);
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed(name, e);
        }
        try {
            Files.write(file, Text.bytes(id), StandardOpenOption.WRITE);
            return true;
        } catch (IOException e) {
            JongException error = failed(name, e);
            forget(file, error);
            throw error;
        }
    }

    /// A name whose holder could not be written down, on a full disk for example, is nobody's.
    private static void forget(Path file, JongException cause) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private JongException failed(String name, IOException e) {
        return StoreFailure.of("use the name " + name, directory, e);
    }
}
