package dev.jong.it.harness;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what comes soon, and fails when it does not.
public final class Await {
    private static final long LIMIT_NANOS = 20_000_000_000L;
    private static final long PAUSE_MILLIS = 10;

    private Await() {}

    /// Waits at most 20 seconds.
    ///
    /// @param what for the message when it never comes
    public static void that(BooleanSupplier condition, String what) {
        that(condition, () -> what);
    }

    /// The same, with a message that tells how it was at the end.
    public static void that(BooleanSupplier condition, Supplier<String> what) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            millis(PAUSE_MILLIS);
        }
    }

    /// Sleeps.
    public static void millis(long time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
