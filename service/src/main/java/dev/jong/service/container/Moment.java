package dev.jong.service.container;

/// Five milliseconds, between two looks at what other processes do and nobody is told of.
public final class Moment {
    private Moment() {}

    /// Lets one pass; a shorter one for a thread that is interrupted, which stays so.
    public static void pass() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
