package dev.jong.service.duty;

import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.HealthCheck;
import dev.jong.service.container.RestartPolicy;
import dev.jong.service.container.Restarts;
import dev.jong.service.container.Status;
import dev.jong.service.live.KernelFile;
import dev.jong.store.disk.SmallFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Finds what nobody looks after although somebody should, because both the front and the engine were killed that did, or
/// the monitor of a container that is to be started again. Every new engine looks once, in a quiet moment. What ended
/// before the host was booted is left to `system start-all`.
public final class TakeUpDuties {
    private static final String DUTY = "\0duty\0";

    /// A front has a path, two words and an id.
    private static final int LONGEST = 16 << 10;

    private final Containers containers;
    private final DutyFronts fronts;
    private final Path processes;

    /// @param fronts begin duties
    /// @param processes `/proc`
    public TakeUpDuties(Containers containers, DutyFronts fronts, Path processes) {
        this.containers = containers;
        this.fronts = fronts;
        this.processes = processes;
    }

    /// Begins what is missing.
    ///
    /// @param program absolute path of `jong`
    public void run(String program) {
        Set<String> known = Set.of();
        boolean asked = false;
        for (String id : containers.ids()) {
            Optional<ContainerRecord> record = containers.load(id);
            String duty = record.isPresent() ? missing(record.get()) : "";
            if (duty.isEmpty()) {
                continue;
            }
            if (!asked) {
                known = fronts();
                asked = true;
            }
            if (!known.contains(id)) {
                fronts.takeUp(program, duty, id);
            }
        }
    }

    /// What somebody should be doing for a container; empty when nothing.
    private String missing(ContainerRecord record) {
        boolean checked = HealthCheck.of(record.settings()).isPresent();
        if (!checked && !RestartPolicy.of(record.settings()).isSet()) {
            return "";
        }
        return switch (containers.status(record)) {
            case Status.Running _ -> checked ? "check" : "";
            case Status.Created _ -> "";
            case Status.Exited exited ->
                    Restarts.of(containers, record).ranSince(booted())
                                    && Restarts.isExpected(containers, record, exited.code())
                                    && !Restarts.isWaiting(containers, record)
                            ? "start"
                            : "";
        };
    }

    /// Seconds since 1970; the farthest future when that is not known.
    private long booted() {
        String stat = KernelFile.read(processes.resolve("stat"));
        return KernelFile.number(KernelFile.field(stat, "btime"), Long.MAX_VALUE);
    }

    /// Ids of containers that some front looks after.
    private Set<String> fronts() {
        Set<String> ids = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(processes, "[0-9]*")) {
            for (Path process : all) {
                String line = commandLine(process);
                int duty = line.indexOf(DUTY);
                String[] words =
                        duty < 0 ? new String[0] : line.substring(duty + DUTY.length()).split("\0");
                if (words.length == 2) {
                    ids.add(words[1]);
                }
            }
        } catch (IOException hidden) {
            return ids;
        }
        return ids;
    }

    private static String commandLine(Path process) {
        try {
            return SmallFile.read(process.resolve("cmdline"), LONGEST).map(Text::of).orElse("");
        } catch (JongException goneOrLarger) {
            return "";
        }
    }
}
