package dev.jong.service.live;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Status;
import java.nio.file.Path;
import java.util.List;

/// `top`: the processes of a running container.
public final class ListProcesses {
    private final Containers containers;
    private final ContainerProcesses processes;

    /// The containers of one store.
    public ListProcesses(Containers containers, ContainerProcesses processes) {
        this.containers = containers;
        this.processes = processes;
    }

    /// What the columns of a list need beside the processes.
    ///
    /// @param bootSeconds when the host was booted, since 1970
    /// @param uptimeTicks since then, hundredths of a second
    /// @param memoryBytes of the host
    public record Snapshot(
            List<ProcessFacts> processes, long bootSeconds, long uptimeTicks, long memoryBytes) {
        public Snapshot {
            processes = List.copyOf(processes);
        }
    }

    /// Its processes now.
    ///
    /// @throws JongException PRECONDITION when it does not run
    public Snapshot list(ContainerRecord record) {
        if (!(containers.status(record) instanceof Status.Running running)) {
            throw JongException.of(
                    ErrorKind.PRECONDITION, "container " + record.name() + " is not running");
        }
        String stat = KernelFile.read(Path.of("/proc/stat"));
        String uptime = KernelFile.read(Path.of("/proc/uptime"));
        int dot = uptime.indexOf('.');
        long seconds = dot < 0 ? 0 : KernelFile.number(uptime.substring(0, dot), 0);
        return new Snapshot(
                processes.of(record.id(), running),
                KernelFile.number(KernelFile.field(stat, "btime"), 0),
                100 * seconds,
                HostFacts.memory());
    }
}
