package dev.jong.service.container;

import dev.jong.base.Text;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;

/// How containers go: with one rename out of the way, and file by file when nobody waits for it.
final class ContainerTrash {
    /// [VolumeUses#FILE], which is only loaded for containers with volumes.
    private static final String VOLUMES = "volumes";

    /// What the names of those end with whose anonymous volumes go too.
    private static final String WITH_VOLUMES = "-v";

    private final Path store;
    private final ContainerNames names;
    private final Supplier<ContainerVolumes> volumes;

    /// @param volumes which the containers use; made when needed
    ContainerTrash(Path store, ContainerNames names, Supplier<ContainerVolumes> volumes) {
        this.store = store;
        this.names = names;
        this.volumes = volumes;
    }

    /// Takes a container away with its anonymous volumes.
    void takeWithVolumes(ContainerFolder folder, String name) {
        boolean has = Files.exists(folder.folder().resolve(VOLUMES));
        Path place = place(has ? folder.id() + WITH_VOLUMES : folder.id());
        take(folder, name, place);
        if (has) {
            volumes.get().drop(place);
        }
    }

    /// The same, but leaves its anonymous volumes to whoever looks for them.
    void take(ContainerFolder folder, String name) {
        take(folder, name, place(folder.id()));
    }

    private void take(ContainerFolder folder, String name, Path place) {
        String id = folder.id();
        try {
            Files.deleteIfExists(folder.pid());
            Files.deleteIfExists(folder.attach());
            Files.deleteIfExists(store.resolve("ids").resolve(id)); // What [IdPool] gave it.
            if (Files.exists(folder.folder())) {
                Files.move(folder.folder(), place, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw StoreFailure.of("remove container " + id.substring(0, 12), store, e);
        }
        // Last: a name without a container is free, but a container without a name is found by
        // nobody.
        names.release(name, id);
    }

    /// Deletes what was taken away; safe at any time, from any engine.
    void empty() {
        if (emptyOnce()) {
            emptyOnce();
        }
    }

    /// @return whether there may be more in it now: volumes of containers that were in it
    private boolean emptyOnce() {
        boolean again = false;
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(store.resolve("trash"))) {
            for (Path leftover : leftovers) {
                if (Text.of(leftover.getFileName()).endsWith(WITH_VOLUMES)) {
                    volumes.get().drop(leftover); // Whoever removed the container was killed.
                    again = true;
                }
                TreeRemover.remove(leftover);
            }
            return again;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw StoreFailure.of("empty the trash", store, e);
        }
    }

    private Path place(String name) {
        return store.resolve("trash").resolve(name);
    }
}
