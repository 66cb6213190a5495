package dev.jong.cli.progress;

import dev.jong.image.pull.PullProgress;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows how far a pull is: a line for each layer, drawn anew in place on a terminal, and without one a line for each
/// change. Nothing that comes from a registry is printed but the hex digits of digests.
public final class PullDisplay implements PullProgress {
    private static final String UP = "\u001b[";
    private static final String CLEAR = "\r\u001b[2K";

    private final boolean terminal;
    private final int columns;
    private final int rows;

    /// Guards all below: threads of the pull bring news, the one that draws asks for them.
    private final Object stateLock = new Object();

    private final Map<Digest, BlobLine> lines = new LinkedHashMap<>();
    private final StringBuilder pending = new StringBuilder();
    private int drawn;
    private boolean news;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public PullDisplay(boolean terminal, int columns, int rows) {
        this.terminal = terminal;
        this.columns = columns > 0 ? columns : 80;
        this.rows = rows > 2 ? rows : 24;
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
            return draw();
        }
    }

    private String draw() {
        StringBuilder out = new StringBuilder();
        if (drawn > 0) {
            out.append(UP).append(drawn).append('A');
        }
        List<BlobLine> shown = shown();
        for (BlobLine line : shown) {
            // One column stays free: a full line would move some terminals to the next one.
            out.append(CLEAR).append(line.drawn(columns - 1)).append('\n');
        }
        for (int i = shown.size(); i < drawn; i++) {
            out.append(CLEAR).append('\n');
        }
        drawn = Math.max(shown.size(), drawn);
        return out.toString();
    }

    /// As many lines as can be drawn anew: of more, those at work first, as the others say nothing new.
    private List<BlobLine> shown() {
        List<BlobLine> all = new ArrayList<>(lines.values());
        int most = rows - 2;
        while (all.size() > most) {
            int over = first(all, true);
            all.remove(over >= 0 ? over : all.size() - 1);
        }
        return all;
    }

    private static int first(List<BlobLine> lines, boolean over) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isOver() == over) {
                return i;
            }
        }
        return -1;
    }
}
