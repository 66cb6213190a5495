package dev.jong.service.container;

import dev.jong.base.AtomicFile;
import dev.jong.base.Text;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What is known about the restarts of one container: how many, when the next one is due, who waits for it, and whether
/// somebody stopped it. Only containers with a policy have these files.
///
/// `restarts` (count, delay, due time, which end it is for) need not outlive a power cut. `stopped`, which holds the
/// boot in which somebody stopped the container, does.
public final class Restarts {
    private static final long SHORTEST = 100;
    private static final long LONGEST = 60_000;
    private static final long LONG_ENOUGH = 10_000;

    private final ContainerFolder folder;

    Restarts(ContainerFolder folder) {
        this.folder = folder;
    }

    /// Those of a container.
    public static Restarts of(Containers containers, ContainerRecord record) {
        return of(containers, record.id());
    }

    /// Those of a container that may be gone.
    public static Restarts of(Containers containers, String id) {
        return new Restarts(containers.folder(id));
    }

    /// Whoever waits for a container that is about to be removed may have been killed: what it noted goes too.
    static void clear(Containers containers, ContainerRecord record) {
        if (RestartPolicy.of(record.settings()).isSet()) {
            of(containers, record).waitsNoMore();
        }
    }

    /// Whether a container has ended and waits to be started again.
    public static boolean isWaiting(Containers containers, ContainerRecord record) {
        return RestartPolicy.of(record.settings()).isSet()
                && of(containers, record).waitsNow().isPresent();
    }

    /// Whether a container that has ended is to be started again, waited for already or not.
    ///
    /// @param code with which it ended
    public static boolean isExpected(Containers containers, ContainerRecord known, int code) {
        ContainerRecord record = containers.load(known.id()).orElse(known);
        RestartPolicy policy = RestartPolicy.of(record.settings());
        Restarts restarts = of(containers, record);
        return policy.isSet()
                && !restarts.isStopped()
                && policy.wants(code, restarts.plan().count());
    }

    /// The next restart.
    ///
    /// @param count how many there were since somebody started the container
    /// @param delay milliseconds that the last wait took
    /// @param due when, in milliseconds since 1970
    /// @param end which end of the container it follows
    public record Plan(long count, long delay, long due, String end) {
        /// Before the first end.
        public static final Plan NONE = new Plan(0, 0, 0, "");

        /// The plan for an end, which may be this one already: twice the last wait, up to a minute, or the shortest
        /// when the run before was long enough (X19).
        ///
        /// @param ran how long the last run took, milliseconds
        public Plan after(String last, long ran, long now) {
            return last.equals(end) ? this : next(last, ran < LONG_ENOUGH ? delay : 0, now);
        }

        /// The plan after an attempt that came to nothing.
        public Plan failed(String last, long now) {
            return next(last, delay, now);
        }

        /// The restart has begun.
        public Plan begun() {
            return new Plan(count + 1, delay, due, end);
        }

        /// How long there is to wait, milliseconds; never longer than was planned, whatever the clock says.
        public long rest(long now) {
            return Math.clamp(due - now, 0, delay);
        }

        private Plan next(String last, long before, long now) {
            long wait = Math.clamp(2 * before, SHORTEST, LONGEST);
            return new Plan(count, wait, now + wait, last);
        }
    }

    /// What was planned last.
    public Plan plan() {
        String[] words = text(planned()).split(" ");
        try {
            return words.length < 4
                    ? Plan.NONE
                    : new Plan(
                            Long.parseLong(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            words[3]);
        } catch (NumberFormatException damaged) {
            return Plan.NONE;
        }
    }

    /// Keeps a plan.
    public void plan(Plan plan) {
        String text = plan.count() + " " + plan.delay() + " " + plan.due() + " " + plan.end();
        try {
            AtomicFile.writeVolatile(planned(), Text.bytes(text));
        } catch (IOException e) {
            throw StoreFailure.of("plan a restart", folder.folder(), e);
        }
    }

    /// Which end of the container is its last one: no two have the same.
    public String end() {
        String[] words = text(folder.exit()).trim().split(" ");
        return words.length < 4 ? "unseen" : words[3];
    }

    /// How long the last run took, milliseconds.
    public long ran() {
        try {
            return Files.getLastModifiedTime(folder.exit()).toMillis()
                    - Files.getLastModifiedTime(folder.started()).toMillis();
        } catch (IOException unseen) {
            return 0;
        }
    }

    /// Whether the last run began at a time or later, such as when the host was booted.
    ///
    /// @param seconds since 1970
    public boolean ranSince(long seconds) {
        try {
            return Files.getLastModifiedTime(folder.started()).toMillis() / 1000 >= seconds;
        } catch (IOException neverStarted) {
            return false;
        }
    }

    /// Says that somebody stopped it, so that it stays stopped.
    public void stopped() {
        try {
            AtomicFile.write(mark(), BootId.read());
        } catch (IOException e) {
            throw StoreFailure.of("write that the container is stopped", folder.folder(), e);
        }
    }

    /// Whether somebody stopped it and nobody has started it since.
    public boolean isStopped() {
        return Files.exists(mark());
    }

    /// Says that it is being stopped to be started again, as it is unhealthy.
    public void unwell() {
        try {
            AtomicFile.writeVolatile(sickness(), new byte[0]);
        } catch (IOException e) {
            throw StoreFailure.of("write that the container is unhealthy", folder.folder(), e);
        }
    }

    /// Whether it was stopped for that and not started yet.
    public boolean isUnwell() {
        return Files.exists(sickness());
    }

    /// It was started, or is gone.
    public void wellAgain() {
        try {
            Files.deleteIfExists(sickness());
        } catch (IOException e) {
            throw StoreFailure.of("forget that the container was unhealthy", folder.folder(), e);
        }
    }

    /// Somebody starts it: everything begins anew.
    void forget() {
        try {
            Files.deleteIfExists(mark());
            Files.deleteIfExists(planned());
        } catch (IOException e) {
            throw StoreFailure.of("forget earlier restarts", folder.folder(), e);
        }
    }

    /// Says who waits. As a monitor does, it tells fronts of this user where the user namespace is.
    public void waits(LiveProcess process) {
        try {
            Path link = Path.of("/proc", Long.toString(process.pid()), "ns/user");
            String name = Files.readSymbolicLink(link).toString(); // user:[INODE]
            String inode = name.substring(name.indexOf('[') + 1, name.length() - 1);
            Files.createDirectories(monitors());
            AtomicFile.writeVolatile(monitors().resolve(process.pid() + "-" + inode), new byte[0]);
            AtomicFile.writeVolatile(
                    waiting(), Text.bytes(process.pid() + " " + process.startTime() + "\n"));
        } catch (IOException e) {
            throw StoreFailure.of("wait for a restart", folder.folder(), e);
        }
    }

    /// Who waits, if anybody does.
    public Optional<LiveProcess> waitsNow() {
        return LiveProcess.read(waiting());
    }

    /// Whether a process is still the one that waits, alive or not: its wait was not ended by somebody.
    public boolean isLeftBy(LiveProcess process) {
        return text(waiting()).equals(process.pid() + " " + process.startTime() + "\n");
    }

    /// Nobody waits any more. Does nothing where nobody has waited.
    public void waitsNoMore() {
        if (!Files.exists(waiting())) {
            return;
        }
        String[] words = text(waiting()).split(" ");
        try {
            forgetMonitor(words[0]);
            Files.deleteIfExists(waiting());
        } catch (IOException e) {
            throw StoreFailure.of("end a wait for a restart", folder.folder(), e);
        }
    }

    /// One of two that began to wait at the same moment goes: nobody else knows of it.
    public void leaves(LiveProcess process) {
        try {
            forgetMonitor(Long.toString(process.pid()));
        } catch (IOException e) {
            throw StoreFailure.of("end a wait for a restart", folder.folder(), e);
        }
    }

    private void forgetMonitor(String pid) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(monitors(), pid + "-*")) {
            for (Path monitor : all) {
                Files.deleteIfExists(monitor);
            }
        }
    }

    private Path planned() {
        return folder.folder().resolve("restarts");
    }

    private Path mark() {
        return folder.folder().resolve("stopped");
    }

    private Path monitors() {
        return folder.pid().resolve("../../monitors").normalize();
    }

    private Path sickness() {
        return folder.pid().resolveSibling(folder.id() + ".unwell");
    }

    private Path waiting() {
        return folder.pid().resolveSibling(folder.id() + ".restart");
    }

    private static String text(Path file) {
        try {
            return Text.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw StoreFailure.of("read", file, e);
        }
    }
}
