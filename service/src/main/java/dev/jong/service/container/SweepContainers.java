package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Puts right what a crash left: run once by every engine, in a quiet moment. Running containers are only looked
/// at.
public final class SweepContainers {
    /// What the names of copies begin with that lie in the runtime directory for a moment.
    static final String LOOKUP = "lookup-";

    private static final long GRACE_MILLIS = 60_000;

    private final Containers containers;
    private final Path runtime;
    private final Path names;
    private final LeftoverCgroups cgroups;

    /// @param runtime the engine's runtime directory
    public SweepContainers(Containers containers, Path runtime, LeftoverCgroups cgroups) {
        this.containers = containers;
        this.cgroups = cgroups;
        this.runtime = runtime;
        this.names = containers.store().resolve("names");
    }

    /// Everything there is to put right. A store that nobody has made yet is left to whoever makes it.
    public void run() {
        try {
            afterBoot(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")));
        } catch (IOException e) {
            throw StoreFailure.of("forget an earlier boot", runtime, e);
        }
        forgetLookups();
        if (Files.isDirectory(containers.store().resolve("containers"))) {
            containers.prepare();
            sweep();
        }
    }

    /// Forgets the processes of an earlier boot: their pids mean nothing any more (R051).
    ///
    /// @param bootId the kernel's `random/boot_id`
    void afterBoot(String bootId) throws IOException {
        Path file = runtime.resolve("boot_id");
        String known = Files.exists(file) ? Text.of(Files.readAllBytes(file)) : "";
        if (known.equals(bootId)) {
            return;
        }
        if (!known.isEmpty()) {
            forgetProcesses();
        }
        AtomicFile.writeVolatile(file, Text.bytes(bootId));
    }

    private void forgetProcesses() throws IOException {
        try (DirectoryStream<Path> states = Files.newDirectoryStream(runtime.resolve("c"))) {
            for (Path state : states) {
                Files.deleteIfExists(state);
            }
        } catch (NoSuchFileException e) {
            // Then there is nothing to forget.
            return;
        }
    }

    /// Copies of engines that were killed.
    private void forgetLookups() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(runtime)) {
            for (Path copy : left) {
                if (Text.of(copy.getFileName()).startsWith(LOOKUP) && !isYoung(copy)) {
                    Files.deleteIfExists(copy);
                }
            }
        } catch (IOException e) {
            throw StoreFailure.of("forget an earlier look-up", runtime, e);
        }
    }

    /// Removes containers made with `--rm` that have ended unnoticed, and half-made ones of commands that died. One that
    /// can't be read or removed does not keep the others.
    void sweep() {
        new BriefFolders(containers).sweep();
        for (String id : containers.ids()) {
            try {
                sweep(id);
            } catch (JongException leftForTheNextTime) {
                continue;
            }
        }
        danglingNames();
        containers.emptyTrash();
    }

    private void sweep(String id) {
        ContainerFolder folder = containers.folder(id);
        if (ReadStatus.of(folder) instanceof Status.Running
                || isYoung(folder.folder()) && !Files.exists(folder.brief())) {
            return;
        }
        Optional<StartLock> lock = containers.startLock(id);
        if (lock.isEmpty()) {
            return; // Its groups are being made.
        }
        try (StartLock _ = lock.get()) {
            sweepStopped(id, folder);
        }
    }

    private void sweepStopped(String id, ContainerFolder folder) {
        if (ReadStatus.of(folder) instanceof Status.Running) {
            return;
        }
        cgroups.remove(id);
        Optional<ContainerRecord> record = containers.load(id);
        if (record.isPresent() && record.get().remove()) {
            containers.remove(id, record.get().name());
        }
        // A folder without a record was never a container; one with a damaged record is the user's
        // to decide on.
        if (record.isEmpty() && !Files.exists(folder.record(), LinkOption.NOFOLLOW_LINKS)) {
            containers.remove(id, "");
        }
    }

    private void danglingNames() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(names)) {
            for (Path name : all) {
                if (!isYoung(name) && !isHeld(name)) {
                    Files.deleteIfExists(name);
                }
            }
        } catch (IOException e) {
            throw StoreFailure.of("look through names", names, e);
        } catch (DirectoryIteratorException e) {
            throw StoreFailure.of(
                    "look through names", names, Objects.requireNonNull(e.getCause()));
        }
    }

    private boolean isHeld(Path name) throws IOException {
        String id = Text.of(Files.readAllBytes(name));
        if (!ContainerIds.isId(id) || !Files.exists(containers.folder(id).folder())) {
            return false;
        }
        // Somebody who was giving it another name was killed.
        Optional<ContainerRecord> record = containers.load(id);
        return record.isEmpty() || record.get().name().equals(Text.of(name.getFileName()));
    }

    /// Somebody may be in the middle of making it.
    private static boolean isYoung(Path path) {
        try {
            return System.currentTimeMillis() - Files.getLastModifiedTime(path).toMillis()
                    < GRACE_MILLIS;
        } catch (IOException e) {
            return true;
        }
    }
}
