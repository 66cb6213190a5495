package dev.jong.store.snapshot;

import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;
import java.util.Optional;

/// The root of a container that runs, with everything mounted there, seen from outside: the kernel resolves every name as
/// if this were `/`, so whatever the container puts in the way, nothing of the host is reached (V01).
public final class LiveRoot extends SeenRoot {
    private final InRoot root;
    private final OwnerMap owners;
    private final Optional<TreeRules.Owner> maker;

    /// @param root closed with this
    /// @param owners from what this process sees to what the container sees
    /// @param maker the container's root, where it has ids of its own: its file systems refuse files of ids that it lacks,
    ///     whoever makes them (EOVERFLOW)
    public LiveRoot(
            Syscalls kernel, InRoot root, OwnerMap owners, Optional<TreeRules.Owner> maker) {
        super(kernel);
        this.owners = owners;
        this.maker = maker;
        this.root = root;
    }

    @Override
    public SeenDirectory directory(String path) {
        int number = root.tryOpen(path, OpenFlag.READ_ONLY | OpenFlag.DIRECTORY, 0);
        return opened(kernel(), number, path, owners);
    }

    @Override
    Optional<TreeRules.Owner> maker() {
        return maker;
    }

    @Override
    public void close() {
        root.close();
    }
}
