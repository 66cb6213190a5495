package dev.jong.cli.output;

import java.util.ArrayList;
import java.util.List;

/// Columns of text, as other engines lay them out: three spaces between columns, none at least ten wide but the
/// last, which is not padded. Cells are printed as they are: whoever fills them makes them safe.
public final class Table {
    private static final int GAP = 3;
    private static final int NARROWEST = 10;

    private final List<List<String>> rows = new ArrayList<>();

    /// Adds a row; the first one is usually the header, in upper case.
    public void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /// The rows, each with a newline.
    public String print() {
        List<Integer> widths = widths();
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                out.append(row.get(i));
                if (i < row.size() - 1) {
                    out.append(" ".repeat(widths.get(i) - Width.of(row.get(i))));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                if (i == widths.size()) {
                    widths.add(NARROWEST);
                }
                widths.set(i, Math.max(widths.get(i), Width.of(row.get(i)) + GAP));
            }
        }
        return widths;
    }
}
