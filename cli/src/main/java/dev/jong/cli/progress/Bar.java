package dev.jong.cli.progress;

import dev.jong.cli.output.HumanSize;

/// How far one blob is, as Docker draws it: `[====>    ] 12MB/30MB`.
final class Bar {
    private static final int WIDEST = 50;
    private static final int NARROWEST = 5;

    private Bar() {}

    /// A line so wide at most; sizes alone where a bar has no room.
    ///
    /// @param head what stands before it, with a space at its end
    static String of(String head, long done, long total, int columns) {
        String sizes = " " + HumanSize.of(done) + "/" + HumanSize.of(total);
        int width = Math.min(WIDEST, columns - head.length() - sizes.length() - 2);
        if (width < NARROWEST) {
            return cut(head + sizes.substring(1), columns);
        }
        int filled = total == 0 ? width : (int) (done * width / total);
        int shown = Math.clamp(filled, 0, width);
        String arrow = shown == width ? "=".repeat(width) : "=".repeat(shown) + ">";
        return head + "[" + arrow + " ".repeat(width - arrow.length()) + "]" + sizes;
    }

    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(columns, 0));
    }
}
