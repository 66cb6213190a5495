package dev.jong.network.name;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A loop whose socket fails tries again, but not as fast as it can: descriptors run out, and come back.
final class Pause {
    private Pause() {}

    static void afterFailure() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
}
