package dev.jong.build.step;

/// Something mounted for one `RUN`. Targets are absolute; all text is byte strings.
public sealed interface StepMount {
    /// Where it is in the container.
    String target();

    /// Files of a stage, an image, or a context (which is a layer then).
    ///
    /// @param source path in it; empty or `/` for all
    /// @param writable what is written is forgotten
    record Bind(Tree from, String source, String target, boolean writable) implements StepMount {}

    /// A directory that stays from build to build.
    ///
    /// @param id names it, together with the owner of the store and with what it begins as
    /// @param from what it begins as; [Tree#SCRATCH] for an empty directory
    /// @param source path in `from`
    /// @param mode uid gid of a directory that begins empty
    record Cache(
            String id,
            Sharing sharing,
            Tree from,
            String source,
            String target,
            boolean readOnly,
            int mode,
            long uid,
            long gid)
            implements StepMount {}

    /// Memory.
    ///
    /// @param size bytes at most; 0 for the usual limit
    record Tmpfs(String target, long size) implements StepMount {}

    /// A secret of the caller, as a file or a variable.
    ///
    /// @param target empty when it is a variable only
    /// @param variable empty when it is a file only
    record Secret(
            String id,
            String target,
            String variable,
            boolean required,
            int mode,
            long uid,
            long gid)
            implements StepMount {}

    /// The socket of an ssh agent of the caller.
    record Ssh(String id, String target, boolean required, int mode, long uid, long gid)
            implements StepMount {}

    /// How steps at the same time use one cache.
    enum Sharing {
        /// All at once.
        SHARED,
        /// Each gets one of its own.
        PRIVATE,
        /// One after the other.
        LOCKED
    }
}
