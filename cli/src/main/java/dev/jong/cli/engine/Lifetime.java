package dev.jong.cli.engine;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Knows what the engine is doing, and ends an idle one. A front that connects in the very moment finds its
/// connection closed without an answer and starts a new engine, so nothing is lost.
public final class Lifetime {
    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long WAITING_HEAP = 24L << 20;

    private final long idleNanos;
    private final boolean oneShot;
    private final long started = System.nanoTime();
    private final AtomicInteger sessions = new AtomicInteger();

    /// Those of them that only wait, perhaps for days.
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile long lastUse = started;
    private volatile boolean leaving;
    private volatile @Nullable ServerSocketChannel listener;
    private long collectedAfter;
    private volatile String build = "";

    /// @param idleSeconds without a command before the engine leaves
    /// @param oneShot it serves one command only
    public Lifetime(long idleSeconds, boolean oneShot) {
        this.idleNanos = idleSeconds * 1_000_000_000L;
        this.oneShot = oneShot;
    }

    /// Takes no more commands from now on, and leaves as soon as those in progress are over. Who comes later
    /// starts another engine.
    public void leave() {
        leaving = true;
        ServerSocketChannel open = listener;
        if (open != null) {
            close(open);
        }
    }

    /// Whether it takes no more commands.
    public boolean isLeaving() {
        return leaving;
    }

    /// For the engine's log: what fails behind the scenes and is tried again.
    public void trouble(RuntimeException failure) {
        EngineLog.error("looking after networks", failure);
    }

    /// What the engine is doing.
    public EngineState state() {
        long seconds = (System.nanoTime() - started) / 1_000_000_000L;
        return new EngineState(
                ProcessHandle.current().pid(),
                build,
                seconds,
                Math.max(0, sessions.get() - waiting.get()),
                oneShot);
    }

    /// The build of the first front, which is this engine's; empty before its command.
    public String build() {
        return build;
    }

    public boolean oneShot() {
        return oneShot;
    }

    /// A session begins. The first front's build is the engine's.
    ///
    /// @return false when the front is of another build
    boolean fits(String frontBuild) {
        if (build.isEmpty()) {
            build = frontBuild;
        }
        return build.equals(frontBuild);
    }

    void enter() {
        sessions.incrementAndGet();
    }

    /// This session looks after containers: it is no reason not to tidy up. Until [#endWaiting].
    void beginWaiting() {
        waiting.incrementAndGet();
    }

    /// It is about to exit.
    void endWaiting() {
        waiting.decrementAndGet();
    }

    /// @return true when no other session is left but those that wait
    boolean exit() {
        lastUse = System.nanoTime();
        int left = sessions.decrementAndGet();
        if (left == 0) {
            synchronized (sessions) {
                sessions.notifyAll();
            }
        }
        return left == waiting.get();
    }

    /// Watches from a daemon thread, and closes the listener when it is time.
    void begin(ServerSocketChannel open) {
        listener = open;
        if (leaving) {
            close(open);
        }
        Thread.ofPlatform().daemon().name("lifetime").start(() -> watch(open));
    }

    /// Waits for the commands in progress; to be called when no new ones can come.
    void awaitRest() throws InterruptedException {
        synchronized (sessions) {
            while (sessions.get() > 0) {
                sessions.wait();
            }
        }
    }

    /// After a heavy command the heap is larger than a waiting engine needs; a collection hands it back.
    private void giveMemoryBack() {
        boolean quiet =
                sessions.get() == waiting.get() && System.nanoTime() - lastUse > QUIET_NANOS;
        if (quiet
                && Runtime.getRuntime().totalMemory() > WAITING_HEAP
                && lastUse != collectedAfter) {
            collectedAfter = lastUse;
            System.gc();
        }
    }

    private static void close(ServerSocketChannel open) {
        try {
            open.close();
        } catch (IOException e) {
            EngineLog.debug("closing the socket", e);
        }
    }

    private void watch(ServerSocketChannel open) {
        try {
            while (open.isOpen()) {
                Thread.sleep(200);
                boolean idle = System.nanoTime() - lastUse > idleNanos;
                giveMemoryBack();
                if (idle && sessions.get() == 0) {
                    close(open);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
