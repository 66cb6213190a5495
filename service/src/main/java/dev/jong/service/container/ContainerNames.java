package dev.jong.service.container;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

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

    private final Path directory;
    private final Path containers;

    ContainerNames(Path store) {
        this.directory = store.resolve("names");
        this.containers = store.resolve("containers");
    }

    /// Claims a name that the user chose, for a container that has its folder.
    ///
    /// @throws JongException CONFLICT when another container has it
    void claim(String name, String id) {
        if (!tryClaim(name, id) && !takeOver(name, id)) {
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

    /// Takes a name whose container is gone: a container has its folder before its name, and gives the name back before
    /// the folder goes, so that only a killed command leaves such a name. One at a time, or a second one would take
    /// the name from the first.
    private boolean takeOver(String name, String id) {
        synchronized (ContainerNames.class) {
            try (FileChannel file =
                            FileChannel.open(
                                    directory.resolveSibling("names.lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock _ = file.lock()) {
                if (holder(name).filter(this::hasFolder).isPresent()) {
                    return false;
                }
                Files.deleteIfExists(directory.resolve(name));
                return tryClaim(name, id);
            } catch (IOException e) {
                throw failed(name, e);
            }
        }
    }

    private boolean hasFolder(String id) {
        return Files.exists(containers.resolve(id));
    }

    /// The name of a container whose user chose none and that needs it before it can be claimed.
    static String of(String id) {
        return base(id) + "_" + id.substring(0, 8);
    }

    private static String base(String id) {
        int seed = Integer.parseInt(id.substring(0, 7), 16);
        return FIRST[seed % FIRST.length] + "_" + SECOND[seed / FIRST.length % SECOND.length];
    }

    /// Claims a name that nobody has, derived from the id.
    String claimAny(String id) {
        String base = base(id);
        if (tryClaim(base, id)) {
            return base;
        }
        String longer = of(id);
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

    /// A link to a file that says already whose it is: a name is never without its holder. The file's own name goes, as
    /// damage to a container's folder must not reach it.
    private boolean tryClaim(String name, String id) {
        Path own = containers.resolve(id).resolve("name");
        try {
            Files.write(own, Text.bytes(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Files.createLink(directory.resolve(name), own);
            Files.delete(own);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private JongException failed(String name, IOException e) {
        return StoreFailure.of("use the name " + name, directory, e);
    }
}
