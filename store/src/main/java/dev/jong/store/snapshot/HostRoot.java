package dev.jong.store.snapshot;

import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;

/// The host, as this process sees it. A path that the user typed is followed wherever it leads; below it no link is.
public final class HostRoot extends SeenRoot {
    /// The host of this process.
    public HostRoot(Syscalls kernel) {
        super(kernel);
    }

    /// @param path absolute
    @Override
    public SeenDirectory directory(String path) {
        long flags = OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.CLOSE_ON_EXEC;
        String name = path.isEmpty() ? "/" : path;
        return opened(
                kernel(),
                kernel().openat2(Syscalls.AT_FDCWD, name, flags, 0, 0),
                path,
                OwnerMap.SAME);
    }
}
