package dev.jong.cli.progress;

import dev.jong.base.Text;
import dev.jong.image.copy.CopyProgress;
import dev.jong.oci.Descriptor;
import dev.jong.oci.Digest;

/// Shows how far a push is, in Docker's words: a line for each layer, drawn anew in place on a terminal, and without one a
/// line for each layer that has arrived.
public final class PushDisplay implements CopyProgress {
    private final LiveLines<Line> lines;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public PushDisplay(boolean terminal, int columns, int rows) {
        this.lines = new LiveLines<>(terminal, columns, rows);
    }

    @Override
    public void wanted(Descriptor layer) {
        lines.begin(layer.digest(), new Line(layer.digest().shortHex() + ": "));
    }

    @Override
    public void sent(Digest blob, long bytes, long total) {
        lines.change(blob, line -> line.at(bytes, total));
    }

    @Override
    public void blob(Digest blob, Arrival how) {
        lines.change(blob, line -> line.end(how));
    }

    /// What is to be printed now; empty when nothing has changed.
    public String tick() {
        return lines.tick();
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

        /// Without a terminal that is not worth a line.
        String at(long now, long of) {
            bytes = now;
            total = of;
            return "";
        }

        String end(Arrival how) {
            over = true;
            words =
                    switch (how) {
                        case Arrival.Copied _ -> "Pushed";
                        case Arrival.There _ -> "Layer already exists";
                        case Arrival.Mounted mounted ->
                                "Mounted from " + Text.printable(mounted.repository());
                    };
            return head + words;
        }

        @Override
        public String drawn(int columns) {
            return over || bytes < 0
                    ? Bar.cut(head + words, columns)
                    : Bar.of(head + "Pushing ", bytes, total, columns);
        }

        @Override
        public boolean isOver() {
            return over;
        }
    }
}
