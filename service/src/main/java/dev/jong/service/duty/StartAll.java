package dev.jong.service.duty;

import dev.jong.base.JongException;
import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Duties;
import dev.jong.service.container.Front;
import dev.jong.service.container.RestartPolicy;
import dev.jong.service.container.Restarts;
import dev.jong.service.container.StartContainer;
import dev.jong.service.container.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// `system start-all`: starts containers that run by their policy and do not, as after a boot of the host; those that were
/// made first before others.
public final class StartAll {
    private final Containers containers;
    private final StartContainer start;
    private final Duties duties;

    /// @param start launches them
    /// @param duties try those again that could not be started
    public StartAll(Containers containers, StartContainer start, Duties duties) {
        this.containers = containers;
        this.start = start;
        this.duties = duties;
    }

    /// Starts them and prints their names. One that can't be started does not keep others; it is tried again in the
    /// background.
    ///
    /// @return 1 when any could not be started, else 0
    public int run(Front front) {
        int code = 0;
        List<ContainerRecord> all =
                containers.all().stream()
                        .sorted(Comparator.comparingLong(ContainerRecord::created))
                        .filter(this::isWanted)
                        .toList();
        for (ContainerRecord record : all) {
            try {
                start.start(record, false, false, Optional.empty(), front);
                front.out(record.name() + "\n");
            } catch (JongException e) {
                front.tell(e);
                duties.follow(record.id(), front);
                code = 1;
            }
        }
        return code;
    }

    private boolean isWanted(ContainerRecord record) {
        Restarts restarts = Restarts.of(containers, record);
        return !record.isDamaged()
                && containers.status(record) instanceof Status.Exited exited
                && RestartPolicy.of(record.settings())
                        .wantsAtBoot(restarts.isStopped(), exited.code(), restarts.plan().count());
    }
}
