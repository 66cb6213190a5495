package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.util.List;
import java.util.Optional;

/// A program that connects a network with the host's, as long as the front, or monitor, lives that starts it.
final class HelperSteps {
    private static final int SIGKILL = 9;
    private static final int P_PIDFD = 3;
    private static final int WEXITED = 4;
    private static final long STREAM = 1 | Kernel.O_CLOEXEC; // SOCK_STREAM

    /// More bytes than an answer has that agrees, and less than one that refuses.
    private static final int AGREED = 40;

    /// All that its environment holds.
    private static final String PATH = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    private final OpList ops;
    private final OpList exit;
    private Optional<Arg.Register> process = Optional.empty();

    /// @param exit gets what ends it
    HelperSteps(OpList ops, OpList exit) {
        this.ops = ops;
        this.exit = exit;
    }

    /// Runs a program to its end. What says nothing has ended when it is not started any more, what says something has failed
    /// and is about to end.
    static void run(OpList ops, Wires.Call call) {
        Arg.Register input =
                ops.open(
                        call.why(),
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(call.input()),
                        Kernel.open(0));
        // Not a file of the container's folder, which somebody may remove meanwhile.
        Arg.Register words =
                ops.open(
                        "nobody hears it",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text("/dev/null"),
                        Kernel.open(Kernel.O_WRONLY));
        Arg.Register running =
                ops.ownOpen(
                        call.why(),
                        Contract.OP_SPAWN,
                        new Arg.Strings(call.command()),
                        new Arg.Strings(call.environment()),
                        input,
                        words);
        awaitEnd(ops, running, call.why());
        ops.close(running).close(words).close(input);
    }

    /// Asks a program that runs for something, and fails with EFAULT when it refuses: an answer that is longer than one
    /// that agrees can't be put anywhere.
    static void request(OpList ops, Wires.Request request) {
        String why = request.why();
        UnixAddress address = new UnixAddress(request.socket());
        Arg.Register socket =
                ops.open(
                        why,
                        Syscall.SOCKET,
                        Kernel.number(UnixAddress.FAMILY),
                        Kernel.number(STREAM),
                        Arg.ZERO);
        // It may have said that it is ready before it listens.
        ops.callPatiently(why, Syscall.CONNECT, socket, address.value(), address.size());
        int length = request.text().length();
        ops.call(why, Syscall.WRITE, socket, Kernel.text(request.text()), Kernel.number(length));
        Arg agreed = new Arg.Block(new byte[AGREED], "{its answer}");
        ops.call(why, Syscall.READ, socket, agreed, Kernel.number(AGREED));
        ops.call(why, Syscall.READ, socket, Arg.ZERO, Kernel.number(AGREED));
        ops.close(socket);
    }

    /// Starts it and waits until it is ready.
    ///
    /// @param command the first is its absolute path
    /// @param network descriptor of the network
    /// @param said file that gets what it says
    /// @param how O_TRUNC or O_APPEND
    void add(List<String> command, Arg.Register network, String said, long how) {
        Arg.Register words =
                ops.open(
                        "what it says",
                        Syscall.OPENAT,
                        Kernel.AT_FDCWD,
                        Kernel.text(said),
                        Kernel.open(Kernel.O_WRONLY | Kernel.O_CREAT | how),
                        Kernel.mode(0600));
        Arg.Register started =
                ops.ownOpenForLong(
                        command.getFirst() + ", which connects the container",
                        Contract.OP_SPAWN,
                        new Arg.Strings(command),
                        new Arg.Strings(List.of(PATH)),
                        network,
                        words);
        ops.close(words);
        exit.call(
                "what connects it ends",
                Syscall.PIDFD_SEND_SIGNAL,
                started,
                Kernel.number(SIGKILL),
                Arg.ZERO,
                Arg.ZERO);
        process = Optional.of(started);
    }

    /// Has the end wait until it has ended: the kernel needs a tenth of a second to take its device away, and its ports are
    /// free then.
    void awaitEnd() {
        awaitEnd(exit, process.orElseThrow(), "its ports are free then");
    }

    private static void awaitEnd(OpList ops, Arg.Register process, String why) {
        ops.call(
                why,
                Syscall.WAITID,
                Kernel.number(P_PIDFD),
                process,
                Arg.ZERO,
                Kernel.number(WEXITED),
                Arg.ZERO);
    }
}
