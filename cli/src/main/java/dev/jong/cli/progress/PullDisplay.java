package dev.jong.cli.progress;

import dev.jong.image.pull.PullProgress;
import dev.jong.oci.Descriptor;

/// Shows how far a pull is: a line for each layer, drawn anew in place on a terminal, and without one a line for each
/// change. Nothing that comes from a registry is printed but the hex digits of digests.
public final class PullDisplay implements PullProgress {
    private final LiveLines<BlobLine> lines;

    /// @param terminal whether lines can be drawn anew
    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    public PullDisplay(boolean terminal, int columns, int rows) {
        this.lines = new LiveLines<>(terminal, columns, rows);
    }

    @Override
    public void at(Descriptor blob, State state, long bytes) {
        if (state == State.WANTED) {
            lines.begin(blob.digest(), new BlobLine(blob));
        }
        lines.change(blob.digest(), line -> line.at(state, bytes) ? line.plain() : "");
    }

    /// What is to be printed now; empty when nothing has changed.
    public String tick() {
        return lines.tick();
    }
}
