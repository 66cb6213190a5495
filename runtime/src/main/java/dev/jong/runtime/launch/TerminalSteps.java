package dev.jong.runtime.launch;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.Contract;
import dev.jong.runtime.plan.OpList;
import dev.jong.runtime.plan.Syscall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Standard streams that are the container's own: a terminal opened in its own devpts, so that the name means
/// something there, or its /dev/null. An image may bring files of these names, so both are proven to be devices.
final class TerminalSteps {
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

    /// A terminal on all three streams and at /dev/console; the front gets its other end.
    ///
    /// @param columns width in characters, or 0 when it is not known, as `rows`
    void open(int columns, int rows) {
        long flags = Kernel.O_RDWR | Kernel.O_NOCTTY;
        Arg.Register master = device(WHY, "/dev/pts/ptmx", flags, Kernel.DEVICE_PTMX);
        control(master, Kernel.TIOCSPTLCK, new Arg.Block(new byte[4], "{unlocked}"));
        if (columns > 0 && rows > 0) {
            control(master, Kernel.TIOCSWINSZ, size(columns, rows));
        }
        Arg.Register terminal =
                child.open(
                        WHY,
                        Syscall.IOCTL,
                        master,
                        Kernel.number(Kernel.TIOCGPTPEER),
                        Kernel.open(flags));
        bindConsole(terminal);
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
