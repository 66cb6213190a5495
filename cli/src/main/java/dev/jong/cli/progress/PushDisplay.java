package dev.jong.cli.progress;

import dev.jong.base.Text;
import dev.jong.image.copy.CopyProgress;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/// Shows how far a push is, in Docker's words: a line for each layer, drawn anew in place on a terminal, and without one a
/// line for each layer that has arrived.
public final class PushDisplay implements CopyProgress {
    private final boolean terminal;
    private final Redrawn redrawn;

    /// Guards all below: threads of the push bring news, the one that draws asks for them.
    private final Object stateLock = new Object();

    private final Map<Digest, Line> lines = new LinkedHashMap<>();
    private final StringBuilder pending = new StringBuilder();
    private boolean news;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public PushDisplay(boolean terminal, int columns, int rows) {
        this.terminal = terminal;
        this.redrawn = new Redrawn(columns, rows);
    }

    @Override
    public void wanted(Descriptor layer) {
        synchronized (stateLock) {
            lines.putIfAbsent(layer.digest(), new Line(layer.digest().shortHex() + ": "));
            news = true;
        }
    }

    @Override
    public void sent(Digest blob, long bytes, long total) {
        synchronized (stateLock) {
            Line line = lines.get(blob);
            if (line != null) {
                line.at(bytes, total);
                news = true;
            }
        }
    }

    @Override
    public void blob(Digest blob, Arrival how) {
        synchronized (stateLock) {
            Line line = lines.get(blob);
            if (line == null) {
                return; // A config: nobody waits for it.
            }
            line.end(how);
            news = true;
            if (!terminal) {
                pending.append(line.text()).append('\n');
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

    /// Where one layer is.
    private static final class Line implements Redrawn.Line {
        private final String head;
        private String words = "Preparing";
        private long bytes = -1;
        private long total;
        private boolean over;

        Line(String head) {
            this.head = head;
        }

        void at(long now, long of) {
            bytes = now;
            total = of;
        }

        void end(Arrival how) {
            over = true;
            words =
                    switch (how) {
                        case Arrival.Copied _ -> "Pushed";
                        case Arrival.There _ -> "Layer already exists";
                        case Arrival.Mounted mounted ->
                                "Mounted from " + Text.printable(mounted.repository());
                    };
        }

        String text() {
            return head + words;
        }

        @Override
        public String drawn(int columns) {
            return over || bytes < 0
                    ? Bar.cut(text(), columns)
                    : Bar.of(head + "Pushing ", bytes, total, columns);
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }
}
