package dev.jong.service.copy;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.Syscalls;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Status;
import dev.jong.service.live.FreezeContainer;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Pauses a container for the time of some work. A file below the runtime directory says so for as long as it lasts,
/// locked by whoever works: when that one is killed, the next engine that looks lets the container go on (R015).
public final class HoldStill {
    private final Containers containers;
    private final FreezeContainer freezer;
    private final Supplier<Syscalls> kernel;
    private final Path marks;

    /// @param runtime the engine's runtime directory
    public HoldStill(
            Containers containers,
            FreezeContainer freezer,
            Supplier<Syscalls> kernel,
            Path runtime) {
        this.containers = containers;
        this.freezer = freezer;
        this.kernel = kernel;
        this.marks = runtime.resolve("still");
    }

    /// Works while the container stands still; one that does not run, or is paused anyway, stays as it is.
    ///
    /// @param required whether the work fails where a container can't be paused; else it is done all the same
    public <T> T during(ContainerRecord record, boolean required, Supplier<T> work) {
        if (!(containers.status(record) instanceof Status.Running) || freezer.isPaused(record)) {
            return work.get();
        }
        Path mark = marks.resolve(record.id());
        try {
            Files.createDirectories(marks);
        } catch (IOException e) {
            throw DiskFailure.of(e, "note a paused container", marks);
        }
        try (KernelLock _ = KernelLock.take(kernel.get(), mark)) {
            boolean paused = pause(record, required);
            try {
                return work.get();
            } finally {
                if (paused) {
                    freezer.thaw(record);
                }
                remove(mark);
            }
        }
    }

    private boolean pause(ContainerRecord record, boolean required) {
        try {
            freezer.pause(record);
            return true;
        } catch (JongException e) {
            if (required || e.kind() != ErrorKind.PRECONDITION) {
                remove(marks.resolve(record.id()));
                throw e;
            }
            return false; // It has no freezer, or has ended just now.
        }
    }

    /// Lets containers go on whose holders were killed. Cheap where there are none.
    public void recover() {
        if (!Files.exists(marks)) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(marks)) {
            for (Path mark : all) {
                Optional<KernelLock> lock = KernelLock.tryTake(kernel.get(), mark);
                if (lock.isPresent()) {
                    try (KernelLock _ = lock.get()) {
                        resume(Text.of(mark.getFileName()));
                        remove(mark);
                    }
                }
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw DiskFailure.of(e, "look for paused containers", marks);
        }
    }

    private void resume(String id) {
        try {
            ContainerRecord record = containers.find(id);
            if (containers.status(record) instanceof Status.Running && freezer.isPaused(record)) {
                freezer.thaw(record);
            }
        } catch (JongException e) {
            if (e.kind() != ErrorKind.NOT_FOUND) {
                throw e;
            }
        }
    }

    private static void remove(Path mark) {
        try {
            Files.deleteIfExists(mark);
        } catch (IOException e) {
            throw DiskFailure.of(e, "forget a paused container", mark);
        }
    }
}
