package dev.jong.store.layer;

import dev.jong.linux.Errno;
import dev.jong.linux.NativeSyscalls;

/// A kernel as an unprivileged user sees it: device nodes are not allowed, removals (0/0) are.
final class NoDevices extends PassingSyscalls {
    NoDevices() {
        super(new NativeSyscalls());
    }

    @Override
    public int mknodat(int directory, String name, int mode, int major, int minor) {
        return major == 0 && minor == 0
                ? super.mknodat(directory, name, mode, major, minor)
                : -Errno.EPERM;
    }
}
