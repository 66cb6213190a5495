package dev.jong.service.container;

import java.util.ArrayDeque;
import java.util.Queue;

/// Removals of containers whose run is over: done when the front has its exit code, or before anybody looks, whichever
/// comes first.
final class PendingRemovals {
    /// Also held while a removal is going on, so that who comes second sees its end.
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    void add(Runnable removal) {
        synchronized (waiting) {
            waiting.add(removal);
        }
    }

    /// Does all that wait.
    ///
    /// @throws dev.jong.base.JongException when one fails: its container stays on the list, for `rm` and for sweeps
    void settle() {
        synchronized (waiting) {
            Runnable removal = waiting.poll();
            while (removal != null) {
                removal.run();
                removal = waiting.poll();
            }
        }
    }
}
