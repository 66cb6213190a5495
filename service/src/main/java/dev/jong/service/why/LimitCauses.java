package dev.jong.service.why;

import dev.jong.base.Text;
import dev.jong.service.container.Finding;
import dev.jong.service.container.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Which limits a container ran into.
final class LimitCauses {
    private final Run run;
    private final List<KernelLog.Entry> log;
    private final List<Finding> causes = new ArrayList<>();

    LimitCauses(Run run, List<KernelLog.Entry> log) {
        this.run = run;
        this.log = log;
    }

    List<Finding> of(Status.Exited exited) {
        if (exited.outOfMemory() || run.counters().outOfMemory() > 0) {
            memory();
        } else {
            host();
        }
        processes();
        return causes;
    }

    private void memory() {
        StringBuilder text = new StringBuilder("out of memory: the kernel ended ");
        String process = "";
        for (KernelLog.Entry entry : log) {
            if (entry.text().contains("oom-kill:") && entry.text().contains(run.record().id())) {
                process =
                        Text.printable(KernelLog.value(entry.text(), "task"))
                                + " (process "
                                + Text.printable(KernelLog.value(entry.text(), "pid"))
                                + " of the host)";
            }
        }
        long count = run.counters().outOfMemory();
        text.append(
                !process.isEmpty()
                        ? process + (count > 1 ? ", and " + (count - 1) + " before it" : "")
                        : count > 1 ? count + " of its processes" : "one of its processes");
        OptionalLong limit = run.spec().resources().memory();
        if (limit.isPresent()) {
            text.append("; the limit is ").append(Sizes.of(limit.getAsLong()));
        }
        long peak = run.counters().memoryPeak();
        if (peak >= 0) {
            text.append(limit.isPresent() ? ", and at most " : "; at most ")
                    .append(Sizes.of(peak))
                    .append(" were in use");
        }
        causes.add(
                new Finding(
                        "out-of-memory",
                        text.toString(),
                        limit.isPresent()
                                ? "give it more with --memory, or tell the program to use less"
                                : "the host's memory is full: limit the others with --memory"));
    }

    /// The host's own memory ran out: the kernel names the process.
    private void host() {
        for (KernelLog.Entry entry : log) {
            boolean mine =
                    entry.text().contains("oom-kill:")
                            && run.isMine(entry, KernelLog.value(entry.text(), "pid"));
            if (mine && causes.isEmpty()) {
                causes.add(
                        new Finding(
                                "host-out-of-memory",
                                "the host ran out of memory, and the kernel chose "
                                        + Text.printable(KernelLog.value(entry.text(), "task"))
                                        + " of this container to end",
                                "limit what runs on this host with --memory"));
            }
        }
    }

    private void processes() {
        long refused = run.counters().processesRefused();
        if (refused > 0) {
            causes.add(
                    new Finding(
                            "pids-limit",
                            "it could not make a process or thread "
                                    + refused
                                    + (refused == 1 ? " time" : " times")
                                    + ": it may have "
                                    + run.spec().resources().pids(),
                            "allow more with --pids-limit, or see why it makes so many"));
        }
    }
}
