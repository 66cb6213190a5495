package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where it stands how running containers are connected: one file each, removed by the parent of the container at its
/// end. When that was killed the file stays until somebody sweeps.
public final class EndpointFiles {
    /// A container with 10,000 ports takes 1 MiB.
    private static final int LONGEST = 16 << 20;

    private final Path folder;

    /// @param runtime the engine's runtime directory
    public EndpointFiles(Path runtime) {
        this(runtime, "net/at");
    }

    /// Others of the same kind.
    ///
    /// @param folder below the runtime directory
    public EndpointFiles(Path runtime, String folder) {
        this.folder = runtime.resolve(folder);
    }

    /// The file of a container, which need not exist.
    public Path file(String id) {
        return folder.resolve(id);
    }

    /// How a container is connected; empty when it is not, or does not run.
    public Optional<Endpoints> of(String id) {
        try {
            return SmallFile.read(file(id), LONGEST).map(Endpoints::parse);
        } catch (JongException damaged) {
            return Optional.empty();
        }
    }

    /// When any of them last came, changed or went; empty when none ever did.
    public Optional<FileTime> changed() {
        try {
            return Optional.of(Files.getLastModifiedTime(folder));
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    /// A connected container is called otherwise from now on. One that ends meanwhile stays away.
    ///
    /// @param runs whether a container runs
    void rename(String id, String to, Predicate<String> runs) {
        Optional<Endpoints> known = of(id);
        if (known.isEmpty()) {
            return;
        }
        write(known.get().named(to));
        if (!runs.test(id)) {
            forget(id);
        }
    }

    /// Forgets how a container was connected.
    public void forget(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw StoreFailure.of("forget how a container was connected", folder, e);
        }
    }

    /// Writes down how a container is connected.
    public void write(Endpoints endpoints) {
        try {
            Files.createDirectories(folder);
            AtomicFile.writeVolatile(file(endpoints.id()), endpoints.bytes());
        } catch (IOException e) {
            throw StoreFailure.of("write how a container is connected", folder, e);
        }
    }

    /// All that there are, by id of the container.
    public List<Endpoints> all() {
        List<Endpoints> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String id = Text.of(file.getFileName());
                if (ContainerIds.isId(id)) {
                    of(id).ifPresent(all::add);
                }
            }
        } catch (NoSuchFileException e) {
            return all;
        } catch (IOException e) {
            throw StoreFailure.of("list connected containers", folder, e);
        }
        return all;
    }
}
