package dev.jong.store.snapshot;

import dev.jong.linux.InRoot;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;

/// The root of a container that runs, with everything mounted there, seen from outside: the kernel resolves every name as
/// if this were `/`, so whatever the container puts in the way, nothing of the host is reached (V01).
public final class LiveRoot extends SeenRoot {
    private final InRoot root;

    /// @param root closed with this
    public LiveRoot(Syscalls kernel, InRoot root) {
        super(kernel);
        this.root = root;
    }

    @Override
    public SeenDirectory directory(String path) {
        int number = root.tryOpen(path, OpenFlag.READ_ONLY | OpenFlag.DIRECTORY, 0);
        return opened(kernel(), number, path);
    }

    @Override
    public void close() {
        root.close();
    }
}
