package dev.jong.service.registry;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.runtime.control.TerminalPlans;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.service.container.Front;
import dev.jong.service.container.Outcome;
import dev.jong.store.disk.DiskFailure;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The caller's terminal without echo, lines and signals, until it is closed: whoever reads it meanwhile gets every key,
/// and nothing shows what was typed. Without signals, because a front that one of them ended could not put the settings
/// back.
final class TerminalMode implements AutoCloseable {
    private static final int LOCAL_FLAGS = 12;
    private static final int ISIG = 1;
    private static final int ICANON = 2;
    private static final int ECHO = 8;
    private static final int ECHONL = 0100;
    private static final int VTIME = 17 + 5;
    private static final int VMIN = 17 + 6;

    private final Front front;
    private final TerminalPlans plans;
    private final byte[] before;

    private TerminalMode(Front front, TerminalPlans plans, byte[] before) {
        this.front = front;
        this.plans = plans;
        this.before = before;
    }

    /// Changes the terminal.
    ///
    /// @param file a path at which nothing exists yet
    /// @throws JongException PRECONDITION when it can't be changed
    static TerminalMode quiet(Front front, TerminalPlans plans, Path file) {
        try {
            carryOut(front, plans.save(Text.of(file)));
            byte[] before = SmallFile.read(file, TerminalPlans.SETTINGS).orElse(new byte[0]);
            if (before.length != TerminalPlans.SETTINGS) {
                throw refused();
            }
            carryOut(front, plans.change(quiet(before)));
            return new TerminalMode(front, plans, before);
        } finally {
            remove(file);
        }
    }

    /// Puts the settings back.
    @Override
    public void close() {
        carryOut(front, plans.change(before));
    }

    private static byte[] quiet(byte[] settings) {
        ByteBuffer out = ByteBuffer.wrap(settings.clone()).order(ByteOrder.nativeOrder());
        int flags = out.getInt(LOCAL_FLAGS) & ~(ECHO | ECHONL | ICANON | ISIG);
        out.putInt(LOCAL_FLAGS, flags).put(VTIME, (byte) 0).put(VMIN, (byte) 1);
        return out.array();
    }

    private static void carryOut(Front front, LaunchPlan plan) {
        if (!(front.carryOut(plan) instanceof Outcome.Done)) {
            throw refused();
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailure.of(e, "remove", file);
        }
    }

    private static JongException refused() {
        return JongException.of(
                        ErrorKind.PRECONDITION,
                        "cannot keep the terminal from showing what is typed")
                .hint("use --username and --password-stdin");
    }
}
