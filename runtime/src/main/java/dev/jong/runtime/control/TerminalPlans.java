package dev.jong.runtime.control;

import dev.jong.runtime.plan.Arg;
import dev.jong.runtime.plan.LaunchPlan;
import dev.jong.runtime.plan.Machine;
import dev.jong.runtime.plan.PlanBuilder;
import dev.jong.runtime.plan.Syscall;

/// Plans for the terminal on the front's standard input: what its settings are, and others for it. The front knows
/// nothing of either; it makes the calls.
public final class TerminalPlans {
    /// Bytes of the kernel's `struct termios`.
    public static final int SETTINGS = 36;

    private static final long TCGETS = 0x5401;
    private static final long TCSETSW = 0x5403;
    private static final long AT_FDCWD = -100;
    private static final long NEW_FILE = 0x800c1; // O_CLOEXEC | O_EXCL | O_CREAT | O_WRONLY

    private final Machine machine;

    /// Plans for a machine.
    public TerminalPlans(Machine machine) {
        this.machine = machine;
    }

    /// Writes the settings to a new file with mode 0600. Fails with ENOTTY when standard input is no terminal.
    ///
    /// @param file absolute byte string
    public LaunchPlan save(String file) {
        PlanBuilder plan = new PlanBuilder(machine);
        Arg settings = new Arg.Block(new byte[SETTINGS], "{settings}");
        Arg.Register to =
                plan.before()
                        .call(
                                "the terminal's settings",
                                Syscall.IOCTL,
                                Arg.ZERO,
                                new Arg.Value(TCGETS),
                                settings)
                        .open(
                                "a file for the settings",
                                Syscall.OPENAT,
                                new Arg.Value(AT_FDCWD),
                                new Arg.Str(file),
                                new Arg.Value(NEW_FILE),
                                new Arg.Value(0600));
        plan.before()
                .call("tell the settings", Syscall.WRITE, to, settings, new Arg.Value(SETTINGS))
                .close(to);
        return plan.build();
    }

    /// Changes the settings when all output is out.
    ///
    /// @param settings a whole `struct termios`
    public LaunchPlan change(byte[] settings) {
        PlanBuilder plan = new PlanBuilder(machine);
        plan.before()
                .call(
                        "change the terminal's settings",
                        Syscall.IOCTL,
                        Arg.ZERO,
                        new Arg.Value(TCSETSW),
                        new Arg.Block(settings.clone(), "{settings}"));
        return plan.build();
    }
}
