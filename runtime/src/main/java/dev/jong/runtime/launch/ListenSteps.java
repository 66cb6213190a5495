package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Errno;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;

/// Where fronts attach to a container: a socket beside the file with its process id, which the monitor listens on.
final class ListenSteps {
    private static final String WHY = "others may attach";

    /// As many as wait for a moment; the monitor takes all that come.
    private static final int BACKLOG = 64;

    private ListenSteps() {}

    /// Adds what makes it and what removes it. The name is bound in its folder, as the kernel knows short paths only.
    static void add(Launch launch) {
        AttachSocket socket = new AttachSocket(launch.places().state());
        OpList before = launch.before();
        before.call(WHY, Syscall.CHDIR, Kernel.text(socket.folder()))
                .callTolerating(
                        Errno.ENOENT,
                        "an earlier run is over",
                        Syscall.UNLINKAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(socket.name()),
                        Arg.ZERO);
        Arg.Register listener = socket.open(before, WHY);
        before.call(WHY, Syscall.BIND, listener, socket.address(), socket.size())
                .call(WHY, Syscall.LISTEN, listener, Kernel.number(BACKLOG))
                .call("as it was", Syscall.CHDIR, Kernel.text("/"));
        launch.plan().listener(listener);
        launch.exit()
                .call(
                        "nobody attaches any more",
                        Syscall.UNLINKAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(socket.path()),
                        Arg.ZERO);
    }
}
