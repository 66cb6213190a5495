package dev.jong.store.lease;

import java.util.concurrent.atomic.AtomicBoolean;

/// A hold whose end runs once, however often it is closed.
final class Once implements Hold {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable end;

    Once(Runnable end) {
        this.end = end;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end.run();
        }
    }
}
