package dev.jong.cli.output;

/// How wide text is on a terminal.
public final class Width {
    private Width() {}

    /// The number of characters of a byte string in UTF-8: every byte that does not continue a character counts.
    /// Wide and combining characters count as one.
    public static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            if ((text.charAt(i) & 0xc0) != 0x80) {
                width++;
            }
        }
        return width;
    }

    /// The text cut to a width, with an ellipsis in place of its end when something is missing.
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        int count = 0;
        int end = 0;
        while (end < text.length()) {
            if ((text.charAt(end) & 0xc0) != 0x80 && count++ == width - 1) {
                break;
            }
            end++;
        }
        return text.substring(0, end) + "\u00e2\u0080\u00a6";
    }
}
