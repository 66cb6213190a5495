package dev.jong.runtime.host;

import dev.jong.runtime.plan.Machine;

/// What this host allows to this user: read once by the engine, and a plain value for tests.
///
/// @param machine whose system calls
/// @param isolation the rung of the isolation ladder
/// @param cgroups where limits go
/// @param identity who the engine is
public record Host(Machine machine, Isolation isolation, Cgroups cgroups, Identity identity) {

    /// The isolation ladder, best first.
    public enum Isolation {
        /// All namespaces with the privileges of root.
        ROOT,
        /// All namespaces inside a user namespace.
        ROOTLESS,
        /// No namespaces: another root directory, another user, fewer capabilities, seccomp.
        CHROOT,
        /// Not even that.
        NONE
    }

    /// Who the engine is.
    ///
    /// @param uid effective uid inside the engine's user namespace
    /// @param mappedIds how many uids exist here: 4294967295 for root, 1 with a single-uid namespace
    /// @param capabilities bounding set, as a bit mask
    /// @param maxOpenFiles hard limit of descriptors
    /// @param refused errno of the attempt to make a user namespace, 0 when none failed
    public record Identity(
            int uid, long mappedIds, long capabilities, long maxOpenFiles, int refused) {
        /// True when the engine holds a capability, by number.
        public boolean has(int capability) {
            return (capabilities >> capability & 1) != 0;
        }
    }
}
