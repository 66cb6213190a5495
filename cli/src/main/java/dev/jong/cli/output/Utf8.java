package dev.jong.cli.output;

/// UTF-8 (RFC 3629) in byte strings.
final class Utf8 {
    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {}

    /// How many bytes the character at an index takes; 0 when the bytes there are no character.
    static int length(String text, int at) {
        char first = text.charAt(at);
        int length =
                first < 0x80
                        ? 1
                        : first < 0xc2
                                ? 0
                                : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (at + length > text.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((text.charAt(at + i) & 0xc0) != 0x80) {
                return 0;
            }
        }
        if (length < 2) {
            return length;
        }
        int point = codePoint(text, at, length);
        boolean valid =
                point >= LEAST[length] && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
        return valid ? length : 0;
    }

    /// The character of so many bytes at an index.
    static int codePoint(String text, int at, int length) {
        if (length == 1) {
            return text.charAt(at);
        }
        int point = text.charAt(at) & 0xff >> length + 1;
        for (int i = 1; i < length; i++) {
            point = point << 6 | text.charAt(at + i) & 0x3f;
        }
        return point;
    }

    /// C1 controls, and marks that turn the direction of text so that it reads as something else.
    static boolean steersTerminals(int point) {
        return point >= 0x80 && point < 0xa0
                || point >= 0x202a && point <= 0x202e
                || point >= 0x2066 && point <= 0x2069
                || point == 0x2028
                || point == 0x2029;
    }
}
