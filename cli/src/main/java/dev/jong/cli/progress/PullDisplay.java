package dev.jong.cli.progress;

import dev.jong.image.pull.PullProgress;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/// Shows how far a pull is: a line for each layer, drawn anew in place on a terminal, and without one a line for each
/// change. Nothing that comes from a registry is printed but the hex digits of digests.
public final class PullDisplay implements PullProgress {
    private final boolean terminal;
    private final Redrawn redrawn;

    /// Guards all below: threads of the pull bring news, the one that draws asks for them.
    private final Object stateLock = new Object();

    private final Map<Digest, BlobLine> lines = new LinkedHashMap<>();
    private final StringBuilder pending = new StringBuilder();
    private boolean news;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public PullDisplay(boolean terminal, int columns, int rows) {
        this.terminal = terminal;
        this.redrawn = new Redrawn(columns, rows);
    }

    @Override
    public void at(Descriptor blob, State state, long bytes) {
        synchronized (stateLock) {
            if (state == State.WANTED) {
                lines.putIfAbsent(blob.digest(), new BlobLine(blob));
            }
            BlobLine line = lines.get(blob.digest());
            if (line == null) {
                return; // A config: nobody waits for it.
            }
            boolean changed = line.at(state, bytes);
            news = true;
            if (changed && !terminal) {
                String text = line.plain();
                pending.append(text).append(text.isEmpty() ? "" : "\n");
            }
        }
    }

    /// What is to be printed now; empty when nothing has changed.
    public String tick() {
        synchronized (stateLock) {
            if (!terminal) {
                String text = pending.toString();
                pending.setLength(0);
                return text;
            }
            if (!news) {
                return "";
            }
            news = false;
            return redrawn.draw(lines.values());
        }
    }
}
