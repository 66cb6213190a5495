package dev.jong.service.log;

import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.linux.HostProgram;
import dev.jong.linux.RunningProgram;
import dev.jong.service.container.Caller;
import dev.jong.service.container.Front;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Shows what the host's journal has of one container, by systemd's own `journalctl`.
final class ReadJournal {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Records that wait to be shown; whoever does not read them holds `journalctl` up.
    private static final int AHEAD = 64;

    private static final long LOOK_MILLIS = 200;

    /// How long the journal may take to show what was sent to it before the container ended.
    private static final long GRACE_NANOS = 2_000_000_000L;

    /// Stands for the end of what `journalctl` says.
    private static final byte[] END = new byte[0];

    private final String id;
    private final LogQuery query;
    private final InstantSource clock;
    private final BlockingQueue<byte[]> records = new ArrayBlockingQueue<>(AHEAD);

    /// Written before the end is put into the queue.
    private volatile String broken = "";

    /// @param id of the container
    ReadJournal(String id, LogQuery query, InstantSource clock) {
        this.id = id;
        this.query = query;
        this.clock = clock;
    }

    /// Prints what is wanted; with `follow` until the container has ended.
    ///
    /// @throws JongException UNAVAILABLE without `journalctl`, or when it fails
    void run(Front front, BooleanSupplier ended) {
        LogOutput output = new LogOutput(front);
        LogPrinter printer = new LogPrinter(output, query);
        try (RunningProgram journal = program(front.caller()).begin(arguments())) {
            Thread reader = Thread.ofVirtual().start(() -> read(journal));
            try {
                boolean over = print(printer, output, ended);
                output.flush();
                if (over && broken.isEmpty()) {
                    refuse(journal);
                }
            } finally {
                reader.interrupt();
            }
        }
        if (!broken.isEmpty()) {
            throw failed(broken);
        }
    }

    private static HostProgram program(Caller caller) {
        Map<String, String> environment =
                Map.of("PATH", caller.variable("PATH").orElse("/usr/bin:/bin"), "LC_ALL", "C");
        return HostProgram.find("journalctl", environment, PATIENCE)
                .orElseThrow(() ->
                        JongException.of(
                                        ErrorKind.UNAVAILABLE,
                                        "cannot read the journal: there is no journalctl in PATH")
                                .hint("install systemd's journalctl"));
    }

    private List<String> arguments() {
        List<String> all =
                new ArrayList<>(List.of("--quiet", "--no-pager", "--all", "--output=export"));
        if (query.follow()) {
            all.add("--follow");
        }
        if (query.tail() >= 0) {
            all.add("--lines=" + query.tail());
        } else {
            all.add("--no-tail");
            // With both, journalctl takes the first lines and not the last ones.
            query.since().ifPresent(time -> all.add("--since=@" + time.getEpochSecond()));
        }
        all.add("CONTAINER_ID_FULL=" + id);
        return all;
    }

    private void read(RunningProgram journal) {
        try {
            JournalEntries entries =
                    new JournalEntries(new BufferedInputStream(journal.output(), 1 << 16));
            for (var record = entries.next(); record.isPresent(); record = entries.next()) {
                if (LogHeader.isRecord(record.get(), 0, record.get().length)) {
                    records.put(record.get());
                }
            }
        } catch (IOException e) {
            broken = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            return; // Nobody takes them any more.
        }
        try {
            records.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether `journalctl` said all that it had to say
    private boolean print(LogPrinter printer, LogOutput output, BooleanSupplier ended) {
        long quietSince = 0;
        while (!printer.isPast()) {
            Optional<byte[]> record = take();
            if (record.isPresent() && record.get().length == 0) {
                return true;
            }
            if (record.isPresent()) {
                printer.take(record.get(), 0, record.get().length - 1);
                quietSince = 0;
                continue;
            }
            output.flush();
            output.probe();
            long now = System.nanoTime();
            if (!query.follow() || !isOver() && !ended.getAsBoolean()) {
                quietSince = 0;
            } else if (quietSince == 0) {
                quietSince = now;
            } else if (now - quietSince > GRACE_NANOS) {
                return false;
            }
        }
        return false;
    }

    /// Whether everything that will be said is too young.
    private boolean isOver() {
        return query.until().isPresent() && clock.instant().isAfter(query.until().get());
    }

    private Optional<byte[]> take() {
        try {
            return Optional.ofNullable(records.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JongException.of(ErrorKind.CANCELLED, "interrupted while a journal is read")
                    .causedBy(e);
        }
    }

    /// What it says when it cannot read: nothing was found for other reasons too.
    private static void refuse(RunningProgram journal) {
        int code = journal.await();
        String said = journal.said().strip();
        if (code != 0 && !said.isEmpty()) {
            throw failed(Text.printable(said.lines().findFirst().orElse("")));
        }
    }

    private static JongException failed(String why) {
        return JongException.of(ErrorKind.UNAVAILABLE, "cannot read the journal: " + why);
    }
}
