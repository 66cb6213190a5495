package dev.jong.build.layer;

import dev.jong.store.layer.EntrySink;
import dev.jong.store.layer.TarEntry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/// Passes members of a layer on, and of the root directory only what the layer has to say: when it was changed, and when it is
/// an odd one and something else is in the layer.
final class RootFirst extends EntrySink {
    private final EntrySink to;
    private final RootEntry before;
    private final Instant time;
    private boolean waiting;

    /// @param before the root that the layer comes upon
    /// @param time that the entry gets: the root's own is when the container was made
    RootFirst(EntrySink to, RootEntry before, Instant time) {
        this.to = to;
        this.before = before;
        this.time = time;
        this.waiting = before.isOdd();
    }

    @Override
    public void add(TarEntry entry, InputStream content) throws IOException {
        if (!RootEntry.isOne(entry)) {
            if (waiting) {
                to.add(before.entry(time));
                waiting = false;
            }
            to.add(entry, content);
        } else if (before.isChanged(entry)) {
            to.add(entry.withModified(Instant.ofEpochSecond(time.getEpochSecond())));
            waiting = false;
        }
    }
}
