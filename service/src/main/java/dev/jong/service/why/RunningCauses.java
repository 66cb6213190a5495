package dev.jong.service.why;

import dev.jong.service.container.Finding;
import dev.jong.service.container.Status;
import dev.jong.service.live.ContainerProcesses;
import dev.jong.service.live.ProcessFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What may keep a container that runs from answering.
final class RunningCauses {
    private final Run run;
    private final List<Finding> causes = new ArrayList<>();

    RunningCauses(Run run) {
        this.run = run;
    }

    List<Finding> of(Status.Running running, boolean paused, List<ProcessFacts> processes) {
        if (paused) {
            add("paused", "all its processes are frozen", "jong unpause lets it go on");
        }
        memory();
        pids();
        cpu();
        processes(running, processes);
        return causes;
    }

    private void memory() {
        long killed = run.counters().outOfMemory();
        long peak = run.counters().memoryPeak();
        OptionalLong limit = run.spec().resources().memory();
        String most =
                peak < 0 || limit.isEmpty()
                        ? ""
                        : "at most "
                                + Sizes.of(peak)
                                + " of "
                                + Sizes.of(limit.getAsLong())
                                + " were in use";
        if (killed > 0) {
            add(
                    "out-of-memory",
                    "the kernel has ended "
                            + killed
                            + " of its processes for memory"
                            + (most.isEmpty() ? "" : "; " + most),
                    "give it more with --memory, or tell the program to use less");
        } else if (!most.isEmpty() && peak >= limit.getAsLong() / 10 * 9) {
            add(
                    "near-memory-limit",
                    "it came near its memory limit: " + most,
                    "files that the kernel keeps for speed count too; give it more with --memory");
        }
    }

    private void pids() {
        long limit = run.spec().resources().pids();
        long refused = run.counters().processesRefused();
        long now = run.counters().processes();
        if (refused > 0 || limit > 0 && now >= limit / 10 * 9) {
            add(
                    "pids-limit",
                    "it has "
                            + now
                            + " of the "
                            + limit
                            + " processes and threads that it may have"
                            + (refused > 0 ? ", and was refused more " + refused + " times" : ""),
                    "allow more with --pids-limit, or see why it makes so many: jong top");
        }
    }

    private void cpu() {
        long throttled = run.counters().throttled();
        long periods = run.counters().periods();
        if (throttled > 0 && throttled >= periods / 20) {
            add(
                    "throttled",
                    "it had to wait for its share of the processors in "
                            + throttled
                            + " of "
                            + periods
                            + " periods",
                    "give it more with --cpus");
        }
    }

    private void processes(Status.Running running, List<ProcessFacts> processes) {
        long zombies = ContainerProcesses.zombies(processes);
        for (ProcessFacts process : processes) {
            if (process.pid() != running.pid()) {
                continue;
            }
            if (process.state().equals("T")) {
                add(
                        "stopped",
                        "its first process is stopped, as by SIGSTOP",
                        "jong kill -s CONT lets it go on");
            } else if (process.state().equals("D")) {
                add(
                        "waits-for-disk",
                        "its first process waits for a disk or a network file system",
                        "look at that: no signal reaches it meanwhile");
            }
        }
        if (zombies > 0) {
            add(
                    "zombies",
                    zombies
                            + (zombies == 1 ? " process has" : " processes have")
                            + " ended and nobody takes note of it",
                    "--init starts a first process that does");
        }
    }

    private void add(String kind, String text, String hint) {
        causes.add(new Finding(kind, text, hint));
    }
}
