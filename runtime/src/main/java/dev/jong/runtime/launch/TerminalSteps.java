package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.Flag;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Standard streams that are the container's own: a terminal opened in its own devpts, so that the name means
/// something there, or its /dev/null. An image may bring files of these names, so both are proven to be devices.
final class TerminalSteps {
    private static final long FLAGS = Kernel.O_RDWR | Kernel.O_NOCTTY;
    private static final String WHY = "a terminal of its own";

    private final OpList child;

    TerminalSteps(OpList child) {
        this.child = child;
    }

    /// Standard input that has nothing to read.
    void closeInput() {
        String why = "nothing to read";
        Arg.Register nothing = device(why, "/dev/null", Kernel.O_NOCTTY, Kernel.DEVICE_NULL);
        child.call(why, Syscall.DUP3, nothing, Arg.ZERO, Arg.ZERO);
        child.close(nothing);
    }

    /// The same in a container that runs, whose programs may have taken its /dev/null away: then it stays the host's. A
    /// FIFO in its place is not waited for.
    void closeInputIfPossible() {
        String why = "nothing to read";
        Arg.Register nothing =
                child.ownOpenTolerating(
                        Contract.PLAN_TOLERATE_ANY,
                        why,
                        Contract.OP_OPEN_DEVICE,
                        Kernel.text("/dev/null"),
                        Kernel.open(Kernel.O_NOCTTY | Kernel.O_NONBLOCK),
                        Kernel.number(Kernel.DEVICE_NULL));
        child.own("it has none", Contract.OP_SKIP, nothing, Kernel.number(2));
        child.call(why, Syscall.DUP3, nothing, Arg.ZERO, Arg.ZERO);
        child.close(nothing);
    }

    /// A terminal on all three streams and at /dev/console; the front gets its other end.
    ///
    /// @param columns width in characters, or 0 when it is not known, as `rows`
    void open(int columns, int rows) {
        Arg.Register master = master(columns, rows);
        Arg.Register terminal = peer(master);
        bindConsole(terminal);
        use(master, terminal);
    }

    /// A terminal beside the one that the container may have. It is the user's, who could not open it by its name else.
    void openAnother(int columns, int rows, int uid) {
        Arg.Register master = master(columns, rows);
        Arg.Register terminal = peer(master);
        if (uid != 0) {
            child.call(
                    WHY,
                    Syscall.FCHOWNAT,
                    terminal,
                    Kernel.text(""),
                    Kernel.number(uid),
                    Kernel.number(-1),
                    new Arg.Flags(Kernel.AT_EMPTY_PATH, Flag.AT));
        }
        use(master, terminal);
    }

    private Arg.Register master(int columns, int rows) {
        Arg.Register master = device(WHY, "/dev/pts/ptmx", FLAGS, Kernel.DEVICE_PTMX);
        control(master, Kernel.TIOCSPTLCK, new Arg.Block(new byte[4], "{unlocked}"));
        if (columns > 0 && rows > 0) {
            control(master, Kernel.TIOCSWINSZ, size(columns, rows));
        }
        return master;
    }

    private Arg.Register peer(Arg.Register master) {
        return child.open(
                WHY, Syscall.IOCTL, master, Kernel.number(Kernel.TIOCGPTPEER), Kernel.open(FLAGS));
    }

    /// On all three streams.
    private void use(Arg.Register master, Arg.Register terminal) {
        control(terminal, Kernel.TIOCSCTTY, Arg.ZERO);
        for (int stream = 0; stream < 3; stream++) {
            child.call(WHY, Syscall.DUP3, terminal, Kernel.number(stream), Arg.ZERO);
        }
        child.own("the caller's side of it", Contract.OP_SEND, master);
        child.close(terminal).close(master);
    }

    /// As a mount, which only this mount namespace sees.
    private void bindConsole(Arg.Register terminal) {
        String why = "/dev/console";
        Arg.Register place =
                child.ownOpen(why, Contract.OP_ENSURE_FILE, Kernel.text(why), Kernel.mode(0600));
        Arg.Register tree =
                child.open(
                        why,
                        Syscall.OPEN_TREE,
                        terminal,
                        Kernel.text(""),
                        Kernel.openTree(Kernel.OPEN_TREE_CLONE | Kernel.AT_EMPTY_PATH));
        Attachment.move(child, 0, why, tree, place);
        child.close(tree).close(place);
    }

    private Arg.Register device(String why, String path, long flags, long number) {
        return child.ownOpen(
                why,
                Contract.OP_OPEN_DEVICE,
                Kernel.text(path),
                Kernel.open(flags),
                Kernel.number(number));
    }

    private void control(Arg.Register fd, long request, Arg argument) {
        child.call(WHY, Syscall.IOCTL, fd, Kernel.number(request), argument);
    }

    /// `struct winsize`.
    private static Arg size(int columns, int rows) {
        ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        size.putShort((short) rows).putShort((short) columns);
        return new Arg.Block(size.array(), "{" + columns + "x" + rows + "}");
    }
}
