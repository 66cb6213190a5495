package dev.jong.service.container;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// Makes the folders of containers that nobody hears of. One comes into sight with the lock and the mark that keep sweeps
/// from it; until then it is `containers/.PID-START-ID`, and is known to be nobody's as soon as that process is gone.
final class BriefFolders {
    private final Containers containers;
    private final Path all;

    BriefFolders(Containers containers) {
        this.containers = containers;
        this.all = containers.store().resolve("containers");
    }

    /// Makes one.
    ///
    /// @param layers of the image, topmost first
    /// @return keeps sweeps from it until it is closed
    /// @throws JongException what the disk said; nothing is left then
    StartLock make(String id, List<Path> layers) {
        Path draft = all.resolve("." + LiveProcess.own() + "-" + id);
        ContainerFolder made = containers.folder(id);
        Optional<StartLock> lock = Optional.empty();
        try {
            Files.createDirectory(draft, Containers.PRIVATE);
            ContainerFolder hidden = new ContainerFolder(id, draft, made.pid());
            lock = containers.startLock(hidden);
            Files.createFile(hidden.brief());
            Containers.fill(draft, layers);
            Files.move(draft, made.folder(), StandardCopyOption.ATOMIC_MOVE);
            return lock.orElseThrow();
        } catch (IOException e) {
            JongException error = StoreFailure.of("make the container", draft, e);
            lock.ifPresent(StartLock::close);
            remove(draft, error);
            throw error;
        }
    }

    private static void remove(Path draft, JongException cause) {
        try {
            TreeRemover.remove(draft);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /// Removes those whose makers were killed.
    void sweep() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
            for (Path folder : folders) {
                String name = Text.of(folder.getFileName());
                boolean draft = name.startsWith(".") && name.split("-").length == 3;
                if (draft && !LiveProcess.owns(name.substring(1))) {
                    TreeRemover.remove(folder);
                }
            }
        } catch (IOException e) {
            throw StoreFailure.of("remove what was being made", all, e);
        }
    }
}
