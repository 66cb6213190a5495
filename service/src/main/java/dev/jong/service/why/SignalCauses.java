package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.runtime.seccomp.CallName;
import dev.jong.service.container.Finding;
import dev.jong.service.container.SentSignals;
import dev.jong.service.container.SignalNumber;
import dev.jong.service.container.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which signal it was, and from whom.
final class SignalCauses {
    private static final int SYS = 31;
    private static final int KILL = 9;

    /// A program brings these upon itself.
    private static final Set<Integer> FAULTS = Set.of(4, 5, 6, 7, 8, 11);

    private final Run run;
    private final List<KernelLog.Entry> log;
    private final List<Finding> causes = new ArrayList<>();

    SignalCauses(Run run, List<KernelLog.Entry> log) {
        this.run = run;
        this.log = log;
    }

    /// @param explained whether it is known already why, by a limit
    List<Finding> of(Status.Exited exited, boolean explained) {
        int signal = exited.signal() > 0 ? exited.signal() : ExitMeaning.signal(exited.code());
        List<SentSignals.Sent> sent =
                run.started().isPresent()
                        ? SentSignals.since(run.folder(), run.started().get())
                        : List.of();
        if (!sent.isEmpty()) {
            commands(sent);
        }
        boolean own = sent.stream().anyMatch(one -> one.signal() == signal);
        if (signal == SYS) {
            refusedCall();
        } else if (FAULTS.contains(signal) && !own) {
            fault(signal);
        } else if (exited.signal() > 0 && !own && !explained) {
            unknownSender(signal);
        }
        return causes;
    }

    private void commands(List<SentSignals.Sent> sent) {
        SentSignals.Sent last = sent.getLast();
        StringBuilder text = new StringBuilder();
        for (SentSignals.Sent one : sent.subList(Math.max(0, sent.size() - 3), sent.size())) {
            text.append(text.isEmpty() ? "" : ", then ")
                    .append("jong ")
                    .append(Text.printable(one.command()))
                    .append(" by ")
                    .append(UserNames.of(one.uid()))
                    .append(" sent ")
                    .append(SignalNumber.print(one.signal()))
                    .append(" at ")
                    .append(Instant.ofEpochMilli(one.milliseconds()));
        }
        boolean late = sent.size() > 1 && last.signal() == KILL && last.command().equals("stop");
        add(
                late ? "stop-timeout" : "stopped",
                text + (late ? ", as it did not end in time" : ""),
                late
                        ? "a first process without a handler ignores the signal: use exec in its script, --init, or another --stop-signal; or give it more time with --stop-timeout"
                        : "");
    }

    private void fault(int signal) {
        String where = "";
        for (KernelLog.Entry entry : log) {
            int bracket = entry.text().indexOf('[');
            int end = entry.text().indexOf(']', Math.max(0, bracket));
            if (bracket > 0
                    && end > 0
                    && run.isMine(entry, entry.text().substring(bracket + 1, end))) {
                where = "; the kernel says: " + Text.printable(entry.text());
            }
        }
        add(
                "fault",
                SignalNumber.print(signal)
                        + " is mostly a fault of the program itself: "
                        + meaning(signal)
                        + where,
                signal == 4
                        ? "it may be built for a newer processor than this one"
                        : "look at its log; a wrong build of a library does this too");
    }

    private static String meaning(int signal) {
        return switch (signal) {
            case 4 -> "an instruction that the processor does not have";
            case 5 -> "a break point";
            case 6 -> "it gave up (abort), mostly after a failed check";
            case 7 -> "memory that a file or device could not give";
            case 8 -> "arithmetic such as a division by zero";
            default -> "memory that it does not have";
        };
    }

    private void refusedCall() {
        String call = "";
        for (KernelLog.Entry entry : log) {
            if (entry.text().contains("type=1326")
                    && run.isMine(entry, KernelLog.value(entry.text(), "pid"))) {
                call = CallName.of(KernelLog.value(entry.text(), "syscall"));
            }
        }
        add(
                "refused-call",
                "its system call filter ("
                        + filter()
                        + ") refused "
                        + (call.isEmpty()
                                ? "a system call; which one only the host's audit log may know"
                                : "the system call " + call),
                "allow it in a profile of your own (--security-opt seccomp=FILE); seccomp=unconfined shows whether it is that");
    }

    private String filter() {
        String name = run.spec().protection().seccompName();
        return name.isEmpty() ? "none of Jong's" : Text.printable(name);
    }

    private void unknownSender(int signal) {
        add(
                "signal",
                "no jong command sent "
                        + SignalNumber.print(signal)
                        + ": it came from a process of the host"
                        + (signal == KILL
                                ? ", from the kernel, or from the end of the command that it belonged to"
                                : ", from inside, or was passed on by the command that it belonged to"),
                signal == KILL
                        ? "look at the host's kernel log (dmesg) for its memory, and at what ended then"
                        : "");
    }

    private void add(String kind, String text, String hint) {
        causes.add(new Finding(kind, text, hint));
    }
}
