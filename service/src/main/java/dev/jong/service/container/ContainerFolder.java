package dev.jong.service.container;

import dev.jong.runtime.launch.AttachSocket;
import dev.jong.runtime.launch.Places;
import java.nio.file.Path;

/// The files of one container.
///
/// @param id 64 hexadecimal digits
/// @param folder `STORE/containers/ID`, which outlives a reboot
/// @param pid `RUNDIR/HASH/c/ID`, which does not: a file `pid starttime` while it runs
public record ContainerFolder(String id, Path folder, Path pid) {
    /// What was decided at creation, as JSON.
    Path record() {
        return folder.resolve("container.json");
    }

    /// How the last run ended, one line (docs/protocol.md).
    Path exit() {
        return folder.resolve("exit");
    }

    /// When the last run began, as the time of a file.
    Path started() {
        return folder.resolve("started");
    }

    /// Locked by whoever starts it, see [StartLock].
    Path startLock() {
        return folder.resolve("start.lock");
    }

    /// Is there where nobody hears of the container: whoever made it has it locked as long as it is there, so that it may be
    /// taken away at once when that is free.
    Path brief() {
        return folder.resolve("brief");
    }

    /// Locked by whoever changes which networks it is connected to.
    Path connectLock() {
        return folder.resolve("connect.lock");
    }

    /// The socket of its monitor, for fronts that attach.
    public Path attach() {
        return pid.resolveSibling(id + AttachSocket.SUFFIX);
    }

    /// Output of detached runs.
    public Path log() {
        return folder.resolve("log");
    }

    /// The directories that a launch plan names. Byte strings; the store's path is known to be UTF-8.
    Places places(Path store, String program) {
        return new Places(
                dev.jong.base.Text.of(store.resolve("layers")),
                dev.jong.base.Text.of(store.resolve("volumes")),
                dev.jong.base.Text.of(folder),
                dev.jong.base.Text.of(store.resolve("mnt")),
                dev.jong.base.Text.of(pid),
                program);
    }
}
