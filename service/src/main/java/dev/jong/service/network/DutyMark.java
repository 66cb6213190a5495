package dev.jong.service.network;

import dev.jong.base.AtomicFile;
import dev.jong.base.ErrorKind;
import dev.jong.base.JongException;
import dev.jong.base.Text;
import dev.jong.service.container.LiveProcess;
import dev.jong.store.lease.Hold;
import dev.jong.store.lease.WriterLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Which front looks after the networks of a store: a file with its process. It stays when that is killed, so that
/// somebody else takes over. Of any engine; one object for each, as its lock is.
final class DutyMark {
    /// How long a container may take from its first preparation until it runs.
    private static final Duration LAUNCH = Duration.ofSeconds(10);

    private final Path mark;
    private final Path wanted;
    private final WriterLock lock;

    /// @param net `RUNDIR/HASH/net`
    DutyMark(Path net) {
        this.mark = net.resolve("duty");
        this.wanted = net.resolve("wanted");
        this.lock = new WriterLock(net.resolve("duty.lock"));
    }

    /// Whether somebody does it.
    boolean isTaken() {
        return LiveProcess.read(mark).isPresent();
    }

    /// Who does it.
    Optional<LiveProcess> holder() {
        return LiveProcess.read(mark);
    }

    /// The file that says who.
    Path file() {
        return mark;
    }

    /// Whether somebody did it until he was killed.
    boolean isLeft() {
        return Files.exists(mark) && !isTaken();
    }

    /// A container is about to run that needs it.
    void want() {
        try {
            Files.createDirectories(mark.getParent());
            if (Files.exists(wanted)) {
                Files.setLastModifiedTime(wanted, FileTime.fromMillis(System.currentTimeMillis()));
            } else {
                AtomicFile.writeVolatile(wanted, new byte[0]);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Whether such a container was announced a moment ago.
    boolean isWanted() {
        try {
            long age = System.currentTimeMillis() - Files.getLastModifiedTime(wanted).toMillis();
            return age < LAUNCH.toMillis();
        } catch (IOException notThere) {
            return false;
        }
    }

    /// Takes it.
    ///
    /// @return false when another one lives who has it
    boolean take(LiveProcess process) {
        try {
            Files.createDirectories(mark.getParent());
        } catch (IOException e) {
            throw unwritable(e);
        }
        try (Hold _ = lock.acquire()) {
            Optional<LiveProcess> holder = LiveProcess.read(mark);
            if (holder.isPresent()) {
                return holder.get().equals(process);
            }
            write(process);
            return true;
        }
    }

    /// Gives it up, unless it is needed after all: who begins a container sees it taken, or is seen.
    ///
    /// @return whether it was given up
    boolean leave(LiveProcess process, BooleanSupplier needed) {
        try (Hold _ = lock.acquire()) {
            Files.deleteIfExists(mark);
            if (!needed.getAsBoolean()) {
                return true;
            }
            write(process);
            return false;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void write(LiveProcess process) {
        try {
            AtomicFile.writeVolatile(
                    mark, Text.bytes(process.pid() + " " + process.startTime() + "\n"));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private JongException unwritable(IOException e) {
        return JongException.of(
                        ErrorKind.UNAVAILABLE,
                        "cannot write down who looks after networks in "
                                + mark.getParent()
                                + ": "
                                + e.getMessage())
                .causedBy(e);
    }
}
