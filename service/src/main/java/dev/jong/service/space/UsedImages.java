package dev.jong.service.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ids of images that containers were made from, in memory until somebody has time to write them down. An image is
/// handed out at most once an hour: `run` in a loop writes nothing.
public final class UsedImages {
    private static final long HOUR = 3_600_000_000_000L;

    /// When an id was handed out, in nanoseconds of the monotonic clock. Guarded by this.
    private final Map<String, Long> told = new HashMap<>();

    /// Guarded by this.
    private final List<String> waiting = new ArrayList<>();

    /// Notes a use; costs next to nothing.
    public synchronized void note(String id) {
        Long last = told.get(id);
        if (!id.isEmpty()
                && !waiting.contains(id)
                && (last == null || System.nanoTime() - last > HOUR)) {
            waiting.add(id);
        }
    }

    /// Takes those that wait to be written, in the order of their use.
    public synchronized List<String> take() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<String> taken = new ArrayList<>(waiting);
        for (String id : taken) {
            told.put(id, System.nanoTime());
        }
        waiting.clear();
        return taken;
    }
}
