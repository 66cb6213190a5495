package dev.jong.cli.engine;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/// Ends an idle engine. A front that connects in the very moment finds its connection closed without an answer
/// and starts a new engine, so nothing is lost.
public final class Lifetime {
    private static final System.Logger LOG = System.getLogger("dev.jong.engine");

    private final long idleNanos;
    private volatile long lastUse = System.nanoTime();
    private volatile boolean leaving;

    /// @param idleSeconds without a command before the engine leaves
    public Lifetime(long idleSeconds) {
        this.idleNanos = idleSeconds * 1_000_000_000L;
    }

    /// Leave as soon as the commands in progress are over.
    public void leave() {
        leaving = true;
    }

    void touch() {
        lastUse = System.nanoTime();
    }

    /// Watches from a daemon thread, and closes the listener when it is time.
    void begin(ServerSocketChannel listener, AtomicInteger sessions) {
        Thread.ofPlatform().daemon().name("lifetime").start(() -> watch(listener, sessions));
    }

    private void watch(ServerSocketChannel listener, AtomicInteger sessions) {
        try {
            while (listener.isOpen()) {
                Thread.sleep(leaving ? 5 : 200);
                boolean idle = System.nanoTime() - lastUse > idleNanos;
                if ((idle || leaving) && sessions.get() == 0) {
                    listener.close();
                }
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing the socket", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
