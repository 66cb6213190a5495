package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;

/// The socket through which fronts attach to a container, as the system calls take it.
///
/// @param state `RUNDIR/HASH/c/ID`: the file with the process id, which it lies beside
public record AttachSocket(String state) {
    /// What its name has behind the container's id.
    public static final String SUFFIX = ".attach";

    private static final int SEQPACKET_CLOEXEC = 0x80005;

    /// Its folder, an absolute path.
    public String folder() {
        return state.substring(0, state.lastIndexOf('/'));
    }

    /// Its name in the folder.
    public String name() {
        return state.substring(state.lastIndexOf('/') + 1) + SUFFIX;
    }

    /// The whole path.
    public String path() {
        return state + SUFFIX;
    }

    /// A socket that is neither bound nor connected yet.
    public Arg.Register open(OpList ops, String why) {
        return ops.open(
                why,
                Syscall.SOCKET,
                new Arg.Value(UnixAddress.FAMILY),
                new Arg.Value(SEQPACKET_CLOEXEC),
                Arg.ZERO);
    }

    /// `struct sockaddr_un` with the name, for a process that is in the folder.
    public Arg address() {
        return new UnixAddress(name()).value();
    }

    /// Bytes of [#address].
    public Arg size() {
        return new UnixAddress(name()).size();
    }
}
