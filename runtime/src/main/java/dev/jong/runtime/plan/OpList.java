package dev.jong.runtime.plan;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import java.util.ArrayList;
import java.util.List;

/// Collects the operations of one list of a plan, in order. Registers come from a [Registers] that all
/// lists of the plan share. Every call takes the reason: it is what the user reads in `explain`, and in the
/// error when the operation fails.
public final class OpList {
    private final Machine machine;
    private final Registers registers;
    private final List<Op> ops = new ArrayList<>();

    /// @param registers where closed descriptors give theirs back
    OpList(Machine machine, Registers registers) {
        this.machine = machine;
        this.registers = registers;
    }

    /// A system call whose failure ends the launch.
    public OpList call(String why, Syscall call, Arg... args) {
        return add(call.number(machine), call.title(), why, Contract.PLAN_NO_REGISTER, 0, args);
    }

    /// A system call that may fail with one errno ([Contract#PLAN_TOLERATE_ANY]: with any).
    public OpList callTolerating(int errno, String why, Syscall call, Arg... args) {
        return add(call.number(machine), call.title(), why, Contract.PLAN_NO_REGISTER, errno, args);
    }

    /// A system call that is tried again for five seconds: what it needs may be about to come.
    public OpList callPatiently(String why, Syscall call, Arg... args) {
        return callTolerating(Contract.PLAN_TRY_AGAIN, why, call, args);
    }

    /// A system call whose result later operations use.
    public Arg.Register open(String why, Syscall call, Arg... args) {
        return openTolerating(0, why, call, args);
    }

    /// A system call whose result is used at the end too: operations of that list that were added before have other
    /// registers.
    public Arg.Register openForLong(String why, Syscall call, Arg... args) {
        Arg.Register register = registers.unused();
        add(call.number(machine), call.title(), why, register.index(), 0, args);
        return register;
    }

    /// A system call whose result is kept, as `-errno` when it failed with the tolerated one.
    public Arg.Register openTolerating(int errno, String why, Syscall call, Arg... args) {
        Arg.Register register = registers.take();
        add(call.number(machine), call.title(), why, register.index(), errno, args);
        return register;
    }

    /// One of the interpreter's own operations, `Contract.OP_*`.
    public OpList own(String why, int number, Arg... args) {
        return ownTolerating(0, why, number, args);
    }

    /// The same for one that may fail with one errno.
    public OpList ownTolerating(int errno, String why, int number, Arg... args) {
        return add(number, ownName(number), why, Contract.PLAN_NO_REGISTER, errno, args);
    }

    /// An operation of the interpreter whose result (a descriptor) later operations use.
    public Arg.Register ownOpen(String why, int number, Arg... args) {
        return ownOpenTolerating(0, why, number, args);
    }

    /// The same for a result that is used at the end too, as with [#openForLong].
    public Arg.Register ownOpenForLong(String why, int number, Arg... args) {
        Arg.Register register = registers.unused();
        add(number, ownName(number), why, register.index(), 0, args);
        return register;
    }

    /// The same for one that may fail with one errno; its result is then `-errno`.
    public Arg.Register ownOpenTolerating(int errno, String why, int number, Arg... args) {
        Arg.Register register = registers.take();
        add(number, ownName(number), why, register.index(), errno, args);
        return register;
    }

    /// Closes a descriptor and gives its register back for later operations.
    public OpList close(Arg.Register register) {
        call("not needed any more", Syscall.CLOSE, register);
        registers.giveBack(register);
        return this;
    }

    /// Closes a descriptor that may not have been opened, and gives its register back.
    public OpList closeTolerating(Arg.Register register) {
        callTolerating(Contract.PLAN_TOLERATE_ANY, "not needed any more", Syscall.CLOSE, register);
        registers.giveBack(register);
        return this;
    }

    /// Gives the register of a result that is no descriptor, or of one that stays open, back for later operations.
    public OpList forget(Arg.Register register) {
        registers.giveBack(register);
        return this;
    }

    /// Writes text to a file of the host or of the container's own procfs: open, write, close.
    ///
    /// @param directory descriptor to start from, or `AT_FDCWD` as a value
    public OpList writeFile(String why, Arg directory, String path, String text) {
        Arg.Register file =
                open(
                        why,
                        Syscall.OPENAT,
                        directory,
                        new Arg.Str(path),
                        new Arg.Flags(0x80001, Flag.OPEN));
        call(why, Syscall.WRITE, file, new Arg.Str(text), new Arg.Value(text.length()));
        return close(file);
    }

    /// Writes several lines to a file of the kernel that takes one with each write.
    public OpList writeLines(String why, String path, List<String> lines) {
        Arg.Register file =
                open(
                        why,
                        Syscall.OPENAT,
                        new Arg.Value(-100),
                        new Arg.Str(path),
                        new Arg.Flags(0x80001, Flag.OPEN));
        for (String line : lines) {
            call(
                    why + ": " + line,
                    Syscall.WRITE,
                    file,
                    new Arg.Str(line),
                    new Arg.Value(line.length()));
        }
        return close(file);
    }

    /// What was collected.
    public List<Op> ops() {
        return List.copyOf(ops);
    }

    private OpList add(
            int number, String name, String why, int result, int tolerated, Arg... args) {
        if (args.length > 6) {
            throw JongException.of(ErrorKind.INTERNAL, name + " has more than six arguments");
        }
        ops.add(new Op(number, name, List.of(args), result, tolerated, why));
        return this;
    }

    private static String ownName(int number) {
        return switch (number) {
            case Contract.OP_ENSURE_DIR -> "ensure_dir";
            case Contract.OP_ENSURE_FILE -> "ensure_file";
            case Contract.OP_ENSURE_LIKE -> "ensure_like";
            case Contract.OP_CHDIR -> "enter_dir";
            case Contract.OP_OPEN_DEVICE -> "open_device";
            case Contract.OP_SEND -> "send";
            case Contract.OP_INIT -> "stay_as_init";
            case Contract.OP_EXEC -> "exec";
            case Contract.OP_WRITE_PID -> "write_pid";
            case Contract.OP_WRITE_EXIT -> "write_exit";
            case Contract.OP_CHECK_START -> "check_start";
            case Contract.OP_REMOVE_CGROUP -> "remove_cgroup";
            case Contract.OP_SKIP -> "skip";
            case Contract.OP_STORE -> "store";
            case Contract.OP_TAKE -> "take";
            case Contract.OP_AWAIT -> "await";
            case Contract.OP_ASK -> "ask";
            case Contract.OP_SPAWN -> "spawn";
            default ->
                    throw JongException.of(
                            ErrorKind.INTERNAL, "no operation has the number " + number);
        };
    }
}
