package dev.jong.image.registry;

import java.time.Duration;

/// How the client waits before it tries again; a seam, so that tests need not.
public interface Pause {
    /// Waits in real time.
    Pause REAL = duration -> Thread.sleep(duration);

    /// Waits.
    void sleep(Duration duration) throws InterruptedException;
}
