package dev.jong.store.layer;

import dev.jong.linux.FileStatus;
import dev.jong.linux.Syscalls;

/// A kernel that passes everything on, for tests that change one call.
class PassingSyscalls implements Syscalls {
    private final Syscalls kernel;

    PassingSyscalls(Syscalls kernel) {
        this.kernel = kernel;
    }

    @Override
    public int openat2(int directory, String name, long flags, int mode, long resolve) {
        return kernel.openat2(directory, name, flags, mode, resolve);
    }

    @Override
    public int close(int descriptor) {
        return kernel.close(descriptor);
    }

    @Override
    public int mkdirat(int directory, String name, int mode) {
        return kernel.mkdirat(directory, name, mode);
    }

    @Override
    public int mknodat(int directory, String name, int mode, int major, int minor) {
        return kernel.mknodat(directory, name, mode, major, minor);
    }

    @Override
    public int symlinkat(String target, int directory, String name) {
        return kernel.symlinkat(target, directory, name);
    }

    @Override
    public int linkat(int oldDirectory, String oldName, int newDirectory, String newName) {
        return kernel.linkat(oldDirectory, oldName, newDirectory, newName);
    }

    @Override
    public int linkDescriptor(int descriptor, int newDirectory, String newName) {
        return kernel.linkDescriptor(descriptor, newDirectory, newName);
    }

    @Override
    public int unlinkat(int directory, String name, int flags) {
        return kernel.unlinkat(directory, name, flags);
    }

    @Override
    public int renameat2(
            int oldDirectory, String oldName, int newDirectory, String newName, int flags) {
        return kernel.renameat2(oldDirectory, oldName, newDirectory, newName, flags);
    }

    @Override
    public int fchownat(int directory, String name, int uid, int gid, int flags) {
        return kernel.fchownat(directory, name, uid, gid, flags);
    }

    @Override
    public int fchown(int descriptor, int uid, int gid) {
        return kernel.fchown(descriptor, uid, gid);
    }

    @Override
    public int fchmod(int descriptor, int mode) {
        return kernel.fchmod(descriptor, mode);
    }

    @Override
    public int fchmodat(int directory, String name, int mode) {
        return kernel.fchmodat(directory, name, mode);
    }

    @Override
    public int utimensat(int directory, String name, long seconds, int nanoseconds, int flags) {
        return kernel.utimensat(directory, name, seconds, nanoseconds, flags);
    }

    @Override
    public int futimens(int descriptor, long seconds, int nanoseconds) {
        return kernel.futimens(descriptor, seconds, nanoseconds);
    }

    @Override
    public int read(int descriptor, byte[] buffer, int offset, int length) {
        return kernel.read(descriptor, buffer, offset, length);
    }

    @Override
    public int write(int descriptor, byte[] buffer, int offset, int length) {
        return kernel.write(descriptor, buffer, offset, length);
    }

    @Override
    public int statx(int directory, String name, int flags, FileStatus status) {
        return kernel.statx(directory, name, flags, status);
    }

    @Override
    public int readlinkat(int directory, String name, byte[] buffer) {
        return kernel.readlinkat(directory, name, buffer);
    }

    @Override
    public int getdents64(int descriptor, byte[] buffer) {
        return kernel.getdents64(descriptor, buffer);
    }

    @Override
    public int fsetxattr(int descriptor, String name, byte[] value) {
        return kernel.fsetxattr(descriptor, name, value);
    }

    @Override
    public int fgetxattr(int descriptor, String name, byte[] buffer) {
        return kernel.fgetxattr(descriptor, name, buffer);
    }

    @Override
    public int flistxattr(int descriptor, byte[] buffer) {
        return kernel.flistxattr(descriptor, buffer);
    }

    @Override
    public int fremovexattr(int descriptor, String name) {
        return kernel.fremovexattr(descriptor, name);
    }

    @Override
    public int syncfs(int descriptor) {
        return kernel.syncfs(descriptor);
    }

    @Override
    public int fsync(int descriptor) {
        return kernel.fsync(descriptor);
    }

    @Override
    public int flock(int descriptor, int operation) {
        return kernel.flock(descriptor, operation);
    }

    @Override
    public int ioctl(int descriptor, long request, long argument) {
        return kernel.ioctl(descriptor, request, argument);
    }

    @Override
    public long copyFileRange(int from, int to, long length) {
        return kernel.copyFileRange(from, to, length);
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return kernel.pidfdOpen(pid, flags);
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal) {
        return kernel.pidfdSendSignal(pidfd, signal);
    }

    @Override
    public int geteuid() {
        return kernel.geteuid();
    }

    @Override
    public int getegid() {
        return kernel.getegid();
    }

    @Override
    public int makeFilesAs(int uid, int gid) {
        return kernel.makeFilesAs(uid, gid);
    }
}
