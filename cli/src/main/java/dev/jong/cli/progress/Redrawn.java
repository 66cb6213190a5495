package dev.jong.cli.progress;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Lines of a terminal that are drawn anew in place. Not for several threads.
final class Redrawn {
    private static final String UP = "\u001b[";
    private static final String CLEAR = "\r\u001b[2K";

    private final int columns;
    private final int rows;
    private int drawn;

    /// @param columns of the terminal, 0 when it does not say
    /// @param rows of it
    Redrawn(int columns, int rows) {
        this.columns = columns > 0 ? columns : 80;
        this.rows = rows > 2 ? rows : 24;
    }

    /// One line.
    interface Line {
        /// Its text, without an end, on a terminal so wide.
        String drawn(int columns);

        /// Whether it says nothing new any more.
        boolean isOver();
    }

    /// What is to be printed so that these lines stand where the last ones stood.
    String draw(Collection<? extends Line> lines) {
        StringBuilder out = new StringBuilder();
        if (drawn > 0) {
            out.append(UP).append(drawn).append('A');
        }
        List<Line> shown = shown(lines);
        for (Line line : shown) {
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
    private List<Line> shown(Collection<? extends Line> lines) {
        List<Line> all = new ArrayList<>(lines);
        int most = rows - 2;
        while (all.size() > most) {
            int over = firstOver(all);
            all.remove(over >= 0 ? over : all.size() - 1);
        }
        return all;
    }

    private static int firstOver(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isOver()) {
                return i;
            }
        }
        return -1;
    }
}
