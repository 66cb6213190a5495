package dev.jong.store.snapshot;

import dev.jong.base.Text;
import dev.jong.linux.Descriptor;
import dev.jong.linux.Errno;
import dev.jong.linux.OpenFlag;
import dev.jong.linux.Syscalls;

/// A directory as the kernel shows it, with all that is mounted below it.
final class OpenedDirectory extends SeenDirectory {
    private static final long FLAGS =
            OpenFlag.READ_ONLY | OpenFlag.DIRECTORY | OpenFlag.NO_FOLLOW | OpenFlag.CLOSE_ON_EXEC;
    private static final long RESOLVE = Syscalls.RESOLVE_INSIDE;

    private final Syscalls kernel;
    private final MergedSource source;
    private final String path;
    private final OwnerMap owners;

    OpenedDirectory(Syscalls kernel, Descriptor directory, String path, OwnerMap owners) {
        this.owners = owners;
        this.kernel = kernel;
        this.source = MergedSource.of(kernel, directory);
        this.path = path;
    }

    @Override
    MergedSource source() {
        return source;
    }

    @Override
    String path() {
        return path;
    }

    @Override
    OwnerMap owners() {
        return owners;
    }

    @Override
    int writable() {
        return source.number(0);
    }

    @Override
    SeenDirectory below(String below) {
        String name = below.isEmpty() ? "." : below;
        int number = kernel.openat2(source.number(0), name, FLAGS, 0, RESOLVE);
        if (number < 0) {
            throw Errno.failure(number, "cannot open \"" + Text.printable(below) + "\"");
        }
        return new OpenedDirectory(
                kernel, new Descriptor(kernel, number), path + "/" + below, owners);
    }
}
