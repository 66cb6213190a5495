package dev.jong.service.log;

import dev.jong.service.container.ContainerRecord;
import dev.jong.service.container.Containers;
import dev.jong.service.container.Front;
import dev.jong.service.container.LogOptions;
import dev.jong.service.container.Status;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/// `logs`: what a container said in the background.
public final class ShowLog {
    /// How long a monitor may take from a container's end to the record of it, with which the log is complete.
    private static final long GRACE_NANOS = 1_000_000_000L;

    private final Containers containers;
    private final InstantSource clock;

    /// The containers of one store.
    public ShowLog(Containers containers, InstantSource clock) {
        this.containers = containers;
        this.clock = clock;
    }

    /// Shows it; with `follow` until the container ends or goes, or the front does.
    ///
    /// @throws dev.jong.base.JongException DATA_LOSS when the container's record is damaged, UNAVAILABLE when the log
    ///     can't be read
    public void show(ContainerRecord record, LogQuery query, Front front) {
        if (LogOptions.of(record.settings()).map(LogOptions::isInJournal).orElse(false)) {
            new ReadJournal(record.id(), query, clock).run(front, ended(record));
            return;
        }
        Path log = containers.folder(record.id()).log();
        ReadLog reader = new ReadLog(log, query, clock);
        if (!query.follow()) {
            reader.run(front, () -> true, busy -> {});
            return;
        }
        try (FolderWatch watch = FolderWatch.of(containers.folder(record.id()).folder())) {
            reader.run(front, ended(record), watch);
        }
    }

    /// Nobody writes once the end is written down. When nobody will write that, as the monitor was killed, some time
    /// without a process says as much.
    private BooleanSupplier ended(ContainerRecord record) {
        long[] unknownSince = {0};
        return () ->
                switch (containers.status(record)) {
                    case Status.Running running -> {
                        unknownSince[0] = 0;
                        yield false;
                    }
                    case Status.Created created -> true;
                    case Status.Exited exited when exited.known() -> true;
                    case Status.Exited exited -> {
                        long now = System.nanoTime();
                        unknownSince[0] = unknownSince[0] == 0 ? now : unknownSince[0];
                        yield now - unknownSince[0] > GRACE_NANOS;
                    }
                };
    }
}
