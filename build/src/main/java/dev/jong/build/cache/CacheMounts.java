package dev.jong.build.cache;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.build.layer.LayerStack;
import dev.jong.build.step.StepMount;
import dev.jong.linux.Errno;
import dev.jong.linux.Syscalls;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.KernelLock;
import dev.jong.store.disk.PrivateDirectory;
import dev.jong.store.layer.Layers;
import dev.jong.store.layer.Owners;
import dev.jong.store.snapshot.CopySnapshot;
import dev.jong.store.snapshot.LayeredView;
import dev.jong.store.snapshot.OwnerMap;
import dev.jong.store.snapshot.TreeRemover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The directories of `RUN --mount=type=cache`, in the store's `build/mounts`. The id that names one is data: its directory
/// is called by a hash of it and of what it begins as, so no id leads elsewhere (B11) and none to what others have begun it
/// as. As the store is its owner's alone, so are its caches.
///
/// Who uses one holds a kernel lock of it, shared or alone, across threads and engines; whoever removes one takes it alone
/// (B13). A directory appears whole, with what it begins as, or not at all.
public final class CacheMounts {
    private static final long POLL_MILLIS = 20;

    private final Path store;
    private final Syscalls kernel;
    private final Layers layers;
    private final InstantSource clock;

    /// @param store the store's directory
    /// @param layers what caches may begin as
    public CacheMounts(Path store, Syscalls kernel, Layers layers, InstantSource clock) {
        this.store = store;
        this.kernel = kernel;
        this.layers = layers;
        this.clock = clock;
    }

    /// A cache that is in use until this is closed.
    public static final class Held implements AutoCloseable {
        private final Path directory;
        private final KernelLock lock;

        private Held(Path directory, KernelLock lock) {
            this.directory = directory;
            this.lock = lock;
        }

        /// What is to be mounted.
        public Path directory() {
            return directory;
        }

        @Override
        public void close() {
            lock.close();
        }
    }

    /// Takes a cache, and makes it when it is not there: with the files that it begins as, or empty. Waits where the mount
    /// wants a cache that another step has alone, or wants it alone.
    ///
    /// @throws JongException CANCELLED when the thread is interrupted meanwhile; NOT_FOUND when there is nothing at the
    ///     place that it is to begin as
    public Held take(StepMount.Cache mount) {
        try {
            BuildDirectory.make(store, "mounts");
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a directory for build caches", store);
        }
        int number = 0;
        while (true) {
            MountFolder folder = MountFolder.of(store, mount, number);
            Optional<Held> held = tryTake(folder, mount);
            if (held.isPresent()) {
                return held.get();
            }
            if (mount.sharing() == StepMount.Sharing.PRIVATE) {
                number++;
            } else {
                pause();
            }
        }
    }

    private Optional<Held> tryTake(MountFolder folder, StepMount.Cache mount) {
        boolean share = mount.sharing() == StepMount.Sharing.SHARED;
        if (share && !Files.isDirectory(folder.data())) {
            make(folder, mount);
        }
        Optional<KernelLock> lock =
                share
                        ? KernelLock.tryShare(kernel, folder.lock())
                        : KernelLock.tryTake(kernel, folder.lock());
        if (lock.isEmpty()) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            if (lock.get().isOf(kernel, folder.lock())) {
                if (!share) {
                    makeLocked(folder, mount);
                }
                taken = Files.isDirectory(folder.data());
            }
            if (!taken) {
                return Optional.empty();
            }
            folder.used(mount, clock.instant());
            return Optional.of(new Held(folder.data(), lock.get()));
        } finally {
            if (!taken) {
                lock.get().close();
            }
        }
    }

    /// Makes a cache that is going to be shared; one at a time.
    private void make(MountFolder folder, StepMount.Cache mount) {
        Optional<KernelLock> lock = KernelLock.tryTake(kernel, folder.lock());
        if (lock.isPresent()) {
            try (KernelLock held = lock.get()) {
                if (held.isOf(kernel, folder.lock())) {
                    makeLocked(folder, mount);
                }
            }
        }
    }

    private void makeLocked(MountFolder folder, StepMount.Cache mount) {
        if (Files.isDirectory(folder.data())) {
            return;
        }
        try {
            TreeRemover.remove(folder.making());
            PrivateDirectory.make(folder.path());
            PrivateDirectory.make(folder.making());
            fill(folder.making(), mount);
            Files.move(folder.making(), folder.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DiskFailure.of(e, "make a build cache", folder.path());
        }
    }

    private void fill(Path directory, StepMount.Cache mount) {
        if (!mount.from().layers().isEmpty()) {
            List<Path> topDown = LayerStack.topDown(layers, mount.from());
            List<Path> source = new LayeredView(topDown).directory(mount.source());
            if (source.isEmpty()) {
                throw JongException.of(
                        ErrorKind.NOT_FOUND,
                        "a cache mount is to begin as a directory that is not there: "
                                + Text.printable(mount.source()));
            }
            CopySnapshot.create(kernel, source, directory, OwnerMap.SAME);
            return;
        }
        String name = Text.of(directory);
        if (layers.owners() == Owners.APPLY) {
            int uid = (int) mount.uid();
            int gid = (int) mount.gid();
            check(kernel.fchownat(Syscalls.AT_FDCWD, name, uid, gid, Syscalls.AT_SYMLINK_NOFOLLOW));
        }
        check(kernel.fchmodat(Syscalls.AT_FDCWD, name, mount.mode()));
    }

    private static void check(int result) {
        if (result < 0) {
            throw Errno.failure(result, "cannot make the directory of a cache mount");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(
                            ErrorKind.CANCELLED, "interrupted while another step uses a cache")
                    .causedBy(e);
        }
    }
}
