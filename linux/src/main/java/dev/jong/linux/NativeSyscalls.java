package dev.jong.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The real kernel, through the foreign function interface. Making one costs nothing: the native function is
/// linked by the first call. Each thread gets its own argument memory.
public final class NativeSyscalls implements Syscalls {
    private static final int AT_SYMLINK_FOLLOW = 0x400;
    private static final int PR_SET_SECUREBITS = 28;
    private static final int SECBIT_NO_SETUID_FIXUP = 4;

    private final ThreadLocal<CallMemory> memories = ThreadLocal.withInitial(CallMemory::new);

    /// Links nothing yet.
    public NativeSyscalls() {}

    @Override
    public int openat2(int directory, String name, long flags, int mode, long resolve) {
        CallMemory memory = memories.get();
        // struct open_how (linux/openat2.h): flags, mode, resolve, 64 bits each.
        memory.struct.set(ValueLayout.JAVA_LONG, 0, flags);
        memory.struct.set(ValueLayout.JAVA_LONG, 8, mode);
        memory.struct.set(ValueLayout.JAVA_LONG, 16, resolve);
        return named(memory, CallNumber.OPENAT2, directory, name, memory.struct.address(), 24, 0);
    }

    @Override
    public int close(int descriptor) {
        return plain(CallNumber.CLOSE, descriptor, 0, 0);
    }

    @Override
    public int mkdirat(int directory, String name, int mode) {
        return named(memories.get(), CallNumber.MKDIRAT, directory, name, mode, 0, 0);
    }

    @Override
    public int mknodat(int directory, String name, int mode, int major, int minor) {
        if (major >>> 12 != 0 || minor >>> 20 != 0) {
            return -Errno.EINVAL;
        }
        long device = minor & 0xff | (long) major << 8 | (long) (minor & ~0xff) << 12;
        return named(memories.get(), CallNumber.MKNODAT, directory, name, mode, device, 0);
    }

    @Override
    public int symlinkat(String target, int directory, String name) {
        CallMemory memory = memories.get();
        long targetAddress = memory.first(target);
        long nameAddress = memory.second(name);
        if (targetAddress < 0 || nameAddress < 0) {
            return (int) Math.min(targetAddress, nameAddress);
        }
        return call(memory, CallNumber.SYMLINKAT, targetAddress, directory, nameAddress, 0, 0);
    }

    @Override
    public int linkat(int oldDirectory, String oldName, int newDirectory, String newName) {
        return twoNames(CallNumber.LINKAT, oldDirectory, oldName, newDirectory, newName, 0);
    }

    @Override
    public int linkDescriptor(int descriptor, int newDirectory, String newName) {
        // With AT_EMPTY_PATH instead it would need a capability (open(2), O_TMPFILE).
        String link = "/proc/self/fd/" + descriptor;
        return twoNames(
                CallNumber.LINKAT, AT_FDCWD, link, newDirectory, newName, AT_SYMLINK_FOLLOW);
    }

    @Override
    public int unlinkat(int directory, String name, int flags) {
        return named(memories.get(), CallNumber.UNLINKAT, directory, name, flags, 0, 0);
    }

    @Override
    public int renameat2(
            int oldDirectory, String oldName, int newDirectory, String newName, int flags) {
        return twoNames(CallNumber.RENAMEAT2, oldDirectory, oldName, newDirectory, newName, flags);
    }

    @Override
    public int fchownat(int directory, String name, int uid, int gid, int flags) {
        return named(memories.get(), CallNumber.FCHOWNAT, directory, name, uid, gid, flags);
    }

    @Override
    public int fchown(int descriptor, int uid, int gid) {
        return plain(CallNumber.FCHOWN, descriptor, uid, gid);
    }

    @Override
    public int fchmod(int descriptor, int mode) {
        return plain(CallNumber.FCHMOD, descriptor, mode, 0);
    }

    @Override
    public int fchmodat(int directory, String name, int mode) {
        return named(memories.get(), CallNumber.FCHMODAT, directory, name, mode, 0, 0);
    }

    @Override
    public int utimensat(int directory, String name, long seconds, int nanoseconds, int flags) {
        CallMemory memory = memories.get();
        long times = times(memory, seconds, nanoseconds);
        return named(memory, CallNumber.UTIMENSAT, directory, name, times, flags, 0);
    }

    @Override
    public int futimens(int descriptor, long seconds, int nanoseconds) {
        CallMemory memory = memories.get();
        return call(
                memory,
                CallNumber.UTIMENSAT,
                descriptor,
                0,
                times(memory, seconds, nanoseconds),
                0,
                0);
    }

    @Override
    public int read(int descriptor, byte[] buffer, int offset, int length) {
        CallMemory memory = memories.get();
        MemorySegment data = memory.data();
        int want = Math.min(length, CallMemory.DATA_BYTES);
        int count;
        do {
            count = call(memory, CallNumber.READ, descriptor, data.address(), want, 0, 0);
        } while (count == -Errno.EINTR);
        if (count > 0) {
            MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, buffer, offset, count);
        }
        return count;
    }

    @Override
    public int write(int descriptor, byte[] buffer, int offset, int length) {
        CallMemory memory = memories.get();
        MemorySegment data = memory.data();
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, CallMemory.DATA_BYTES);
            MemorySegment.copy(buffer, offset + done, data, ValueLayout.JAVA_BYTE, 0, part);
            int failed = writeAll(memory, descriptor, data.address(), part);
            if (failed < 0) {
                return failed;
            }
            done += part;
        }
        return length;
    }

    private static int writeAll(CallMemory memory, int descriptor, long address, int length) {
        int done = 0;
        while (done < length) {
            int count =
                    call(memory, CallNumber.WRITE, descriptor, address + done, length - done, 0, 0);
            if (count < 0 && count != -Errno.EINTR) {
                return count;
            }
            done += Math.max(count, 0);
        }
        return 0;
    }

    @Override
    public int statx(int directory, String name, int flags, FileStatus status) {
        CallMemory memory = memories.get();
        long basic = 0x7ff;
        int result =
                named(
                        memory,
                        CallNumber.STATX,
                        directory,
                        name,
                        flags,
                        basic,
                        memory.struct.address());
        if (result == 0) {
            status.fill(memory.struct);
        }
        return result;
    }

    @Override
    public int readlinkat(int directory, String name, byte[] buffer) {
        CallMemory memory = memories.get();
        long address = memory.data().address();
        int length =
                named(memory, CallNumber.READLINKAT, directory, name, address, limit(buffer), 0);
        return copyOut(memory, buffer, length);
    }

    @Override
    public int getdents64(int descriptor, byte[] buffer) {
        return fill(CallNumber.GETDENTS64, descriptor, buffer);
    }

    @Override
    public int fsetxattr(int descriptor, String name, byte[] value) {
        CallMemory memory = memories.get();
        MemorySegment data = memory.data();
        if (value.length > CallMemory.DATA_BYTES) {
            return -Errno.ERANGE;
        }
        MemorySegment.copy(value, 0, data, ValueLayout.JAVA_BYTE, 0, value.length);
        return named(
                memory, CallNumber.FSETXATTR, descriptor, name, data.address(), value.length, 0);
    }

    @Override
    public int fgetxattr(int descriptor, String name, byte[] buffer) {
        CallMemory memory = memories.get();
        long address = memory.data().address();
        int length =
                named(memory, CallNumber.FGETXATTR, descriptor, name, address, limit(buffer), 0);
        return copyOut(memory, buffer, length);
    }

    @Override
    public int flistxattr(int descriptor, byte[] buffer) {
        return fill(CallNumber.FLISTXATTR, descriptor, buffer);
    }

    @Override
    public int fremovexattr(int descriptor, String name) {
        return named(memories.get(), CallNumber.FREMOVEXATTR, descriptor, name, 0, 0, 0);
    }

    @Override
    public int syncfs(int descriptor) {
        return plain(CallNumber.SYNCFS, descriptor, 0, 0);
    }

    @Override
    public int fsync(int descriptor) {
        return plain(CallNumber.FSYNC, descriptor, 0, 0);
    }

    @Override
    public int flock(int descriptor, int operation) {
        return plain(CallNumber.FLOCK, descriptor, operation, 0);
    }

    @Override
    public int ioctl(int descriptor, long request, long argument) {
        return plain(CallNumber.IOCTL, descriptor, request, argument);
    }

    @Override
    public long copyFileRange(int from, int to, long length) {
        return Kernel.call(
                memories.get().state, CallNumber.COPY_FILE_RANGE, from, 0, to, 0, length, 0);
    }

    @Override
    public int pidfdOpen(int pid, int flags) {
        return plain(CallNumber.PIDFD_OPEN, pid, flags, 0);
    }

    @Override
    public int pidfdSendSignal(int pidfd, int signal) {
        return plain(CallNumber.PIDFD_SEND_SIGNAL, pidfd, signal, 0);
    }

    @Override
    public int geteuid() {
        return plain(CallNumber.GETEUID, 0, 0, 0);
    }

    @Override
    public int getegid() {
        return plain(CallNumber.GETEGID, 0, 0, 0);
    }

    @Override
    public int makeFilesAs(int uid, int gid) {
        // Else root's capabilities over files would go with its id.
        int kept = plain(CallNumber.PRCTL, PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0);
        if (kept < 0) {
            return kept;
        }
        plain(CallNumber.SETFSGID, gid, 0, 0);
        plain(CallNumber.SETFSUID, uid, 0, 0);
        // They tell what was before, and nothing of failures.
        boolean set =
                plain(CallNumber.SETFSUID, -1, 0, 0) == uid
                        && plain(CallNumber.SETFSGID, -1, 0, 0) == gid;
        if (set && uid == geteuid() && gid == getegid()) {
            return plain(CallNumber.PRCTL, PR_SET_SECUREBITS, 0, 0);
        }
        return set ? 0 : -Errno.EPERM;
    }

    private int plain(long number, long a, long b, long c) {
        return call(memories.get(), number, a, b, c, 0, 0);
    }

    private int fill(long number, int descriptor, byte[] buffer) {
        CallMemory memory = memories.get();
        int length = call(memory, number, descriptor, memory.data().address(), limit(buffer), 0, 0);
        return copyOut(memory, buffer, length);
    }

    private int twoNames(
            long number,
            int oldDirectory,
            String oldName,
            int newDirectory,
            String newName,
            int flags) {
        CallMemory memory = memories.get();
        long oldAddress = memory.first(oldName);
        long newAddress = memory.second(newName);
        if (oldAddress < 0 || newAddress < 0) {
            return (int) Math.min(oldAddress, newAddress);
        }
        return call(memory, number, oldDirectory, oldAddress, newDirectory, newAddress, flags);
    }

    private static int named(
            CallMemory memory, long number, int directory, String name, long c, long d, long e) {
        long address = memory.first(name);
        return address < 0 ? (int) address : call(memory, number, directory, address, c, d, e);
    }

    private static int call(
            CallMemory memory, long number, long a, long b, long c, long d, long e) {
        return (int) Kernel.call(memory.state, number, a, b, c, d, e, 0);
    }

    private static long times(CallMemory memory, long seconds, int nanoseconds) {
        // Two struct timespec: access, then change.
        for (int at = 0; at < 32; at += 16) {
            memory.struct.set(ValueLayout.JAVA_LONG, at, seconds);
            memory.struct.set(ValueLayout.JAVA_LONG, at + 8, nanoseconds);
        }
        return memory.struct.address();
    }

    private static int limit(byte[] buffer) {
        return Math.min(buffer.length, CallMemory.DATA_BYTES);
    }

    private static int copyOut(CallMemory memory, byte[] buffer, int length) {
        if (length > 0) {
            MemorySegment.copy(memory.data(), ValueLayout.JAVA_BYTE, 0, buffer, 0, length);
        }
        return length;
    }
}
